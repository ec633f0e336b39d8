package dev.authgate.server.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Reads the configuration file: YAML with flat keys, where a value is taken as it is written. One key may have a block. */
final class ConfigurationText {
    private final String name;
    private final Map<Setting, String> values = new EnumMap<>(Setting.class);

    private ConfigurationText(String name) {
        this.name = name;
    }

    /**
     * What the file sets.
     *
     * @param name the name of the file, for messages
     * @throws WrongSetting when it is not flat YAML, or has a key that is unknown or comes twice
     */
    static Map<Setting, String> parse(String name, String text) {
        var reader = new ConfigurationText(name);
        try (var parser = new YAMLFactory().createParser(text)) {
            reader.read(parser);
        } catch (JsonProcessingException e) {
            throw new WrongSetting(name, "line " + e.getLocation().getLineNr() + " is not YAML; write key: value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reader.values;
    }

    private void read(YAMLParser parser) throws IOException {
        var first = parser.nextToken();
        if (first == null || (first.isScalarValue() && parser.getText().isBlank()) || first == JsonToken.VALUE_NULL) {
            return;
        }
        if (first != JsonToken.START_OBJECT) {
            throw new WrongSetting(name, "is not a list of settings; write one key: value on a line");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var setting = setting(parser.currentName());
            if (values.put(setting, value(setting, parser)) != null) {
                throw new WrongSetting(name, "has " + setting.key() + " twice");
            }
        }
    }

    private Setting setting(String key) {
        return Setting.ofKey(key)
                .orElseThrow(() -> new WrongSetting(
                        name,
                        "there is no setting " + key.replaceAll("\\p{Cntrl}", "?") + "; did you mean "
                                + Setting.nearest(key.toLowerCase(Locale.ROOT)).key() + "?"));
    }

    private static String value(Setting setting, YAMLParser parser) throws IOException {
        var token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return "";
        }
        if (setting == Setting.SCOPE_DESCRIPTIONS && token == JsonToken.START_OBJECT) {
            return ScopeDescriptions.oneLine(parser);
        }
        if (token == null || !token.isScalarValue()) {
            throw new WrongSetting(setting, "has one value on the same line, not a list or a block");
        }
        return parser.getText();
    }
}
