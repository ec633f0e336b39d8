package dev.authgate.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a setting as what it is, and refuses what it must not be. */
final class SettingReader {
    private final SettingValues values;

    SettingReader(SettingValues values) {
        this.values = values;
    }

    Optional<String> find(Setting setting) {
        return values.find(setting);
    }

    /** The text of a setting that has a default. */
    String text(Setting setting) {
        return values.find(setting).orElseThrow(() -> new WrongSetting(setting, "must be set"));
    }

    int port(Setting setting) {
        var text = text(setting);
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw WrongSetting.value(setting, text, "is not a port; write a number from 0 to 65535 (0: any free port)");
        }
        return Integer.parseInt(text);
    }

    /** A host name or an address to listen on. */
    String host(Setting setting) {
        var text = text(setting);
        if (!text.matches("[A-Za-z0-9._:%\\[\\]-]{1,255}")) {
            throw WrongSetting.value(setting, text, "is not a host; write an address such as 0.0.0.0, 127.0.0.1 or ::");
        }
        return text;
    }

    boolean flag(Setting setting) {
        return "true".equals(oneOf(setting, "true", "false"));
    }

    String oneOf(Setting setting, String... allowed) {
        var text = text(setting);
        if (!List.of(allowed).contains(text)) {
            throw WrongSetting.value(setting, text, "is not known; allowed: " + String.join(", ", allowed));
        }
        return text;
    }

    int number(Setting setting, int least, int most) {
        var text = text(setting);
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw WrongSetting.value(setting, text, "is not allowed; write a number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    Duration duration(Setting setting, String least, String most) {
        var text = text(setting);
        var duration = Durations.parse(text)
                .orElseThrow(() -> WrongSetting.value(
                        setting, text, "is not a duration; write a number and a unit, such as 10s, 30m, 720h or 7d"));
        if (duration.compareTo(limit(least)) < 0 || duration.compareTo(limit(most)) > 0) {
            throw WrongSetting.value(setting, text, "is out of range; allowed: " + least + " to " + most);
        }
        return duration;
    }

    private static Duration limit(String text) {
        return Durations.parse(text).orElseThrow();
    }
}
