package dev.authgate.server.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** The configuration file, and the environment that overrides it. */
public final class SettingsFile {
    private final Map<String, String> environment;

    public SettingsFile(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads and checks the file.
     *
     * @throws WrongSetting when the server must not start with it
     */
    public Settings read(Path file) {
        return parse(String.valueOf(file.getFileName()), text(file));
    }

    /**
     * The settings without a file: the environment, and the defaults.
     *
     * @throws WrongSetting when the server must not start with them
     */
    public Settings defaults() {
        return parse("configuration", "");
    }

    Settings parse(String name, String text) {
        var values = new SettingValues(ConfigurationText.parse(name, text), environment);
        return new SettingsReading(new SettingReader(values)).settings();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new WrongSetting(file.toString(), "there is no such file");
        } catch (MalformedInputException e) {
            throw new WrongSetting(file.toString(), "is not UTF-8 text");
        } catch (IOException e) {
            throw new WrongSetting(file.toString(), "cannot be read: " + e.getMessage());
        }
    }
}
