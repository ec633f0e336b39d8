package dev.authgate.cli.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Settings in a file: {@code NAME=value}, one a line, with empty lines and lines that begin with {@code #} between them.
 *
 * @param values what it says
 */
public record ConfigurationFile(Map<Setting, Value> values) {
    /** No file. */
    public static final ConfigurationFile NONE = new ConfigurationFile(Map.of());

    public ConfigurationFile {
        values = Map.copyOf(values);
    }

    /** Reads a file that has to be there. */
    public static ConfigurationFile read(Path file) throws SettingException {
        return readIfThere(file).orElseThrow(() -> new SettingException("There is no file " + file));
    }

    /** Reads a file that may be there. */
    public static Optional<ConfigurationFile> readIfThere(Path file) throws SettingException {
        try {
            return Optional.of(parse(Files.readString(file, StandardCharsets.UTF_8), file.toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SettingException("Cannot read " + file + ": " + e.getMessage());
        }
    }

    static ConfigurationFile parse(String text, String name) throws SettingException {
        var values = new EnumMap<Setting, Value>(Setting.class);
        int number = 0;
        for (var line : text.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(line, name + " line " + number, values);
            }
        }
        return new ConfigurationFile(values);
    }

    private static void add(String line, String source, Map<Setting, Value> values) throws SettingException {
        var parts = line.split("=", 2);
        if (parts.length < 2) {
            throw new SettingException(source + " is not NAME=value");
        }
        var setting = Setting.named(parts[0].strip())
                .orElseThrow(() -> new SettingException(
                        source + " sets " + parts[0].strip() + ", but there are only " + Setting.names()));
        var value = unquoted(parts[1].strip());
        if (values.put(setting, new Value(value, source)) != null) {
            throw new SettingException(source + " sets " + setting + " a second time");
        }
    }

    private static String unquoted(String value) {
        var quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
