package dev.authgate.cli.command;

import dev.authgate.cli.settings.Configuration;
import dev.authgate.cli.settings.Setting;
import dev.authgate.cli.settings.SettingException;
import dev.authgate.cli.terminal.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether everything is set, and by whom.
 *
 * @param settings what is set
 * @param file where the file of settings is, or would be
 */
record SettingsCheck(Configuration settings, Path file) {
    List<Check> run() {
        return List.of(
                one(Setting.AUTHGATE_URL, settings::issuer),
                one(Setting.CLIENT_ID, settings::clientId),
                one(Setting.AUTHGATE_PROFILE, settings::profile),
                one(Setting.AUTHGATE_STORE, settings::store),
                place());
    }

    /** Reads a setting, and finds fault with it. */
    @FunctionalInterface
    private interface Reading {
        Object read() throws SettingException;
    }

    private Check one(Setting setting, Reading reading) {
        try {
            var unused = reading.read();
            var found = settings.value(setting)
                    .map(value -> Printable.line(value.text()) + ", from " + value.source())
                    .orElse("not set");
            return Check.ok(setting.name(), found);
        } catch (SettingException wrong) {
            return Check.fail(setting.name(), wrong);
        }
    }

    private Check place() {
        return Check.ok("settings file", file + (Files.exists(file) ? "" : " (not there, and need not be)"));
    }
}
