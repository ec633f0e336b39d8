package dev.authgate.server.command;

import dev.authgate.server.config.Settings;
import dev.authgate.server.config.SettingsFile;
import dev.authgate.server.oauth.Secrets;
import java.nio.file.Path;
import java.time.Clock;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jspecify.annotations.Nullable;

/** What every command has at hand. */
public record Workbench(
        Databases databases, Terminal terminal, SettingsFile settingsFile, Clock clock, Secrets secrets) {
    static final String FILE = "file";

    /** The settings of the file that was typed last, or the defaults. */
    Settings settings(Namespace words) {
        @Nullable String file = words.getString(FILE);
        return file == null ? settingsFile.defaults() : settingsFile.read(Path.of(file));
    }

    Workspace open(Namespace words) {
        return databases.open(settings(words));
    }
}
