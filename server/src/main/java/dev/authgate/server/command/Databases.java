package dev.authgate.server.command;

import dev.authgate.server.config.Settings;
import java.util.List;
import java.util.Optional;

/** How commands get at the database that the settings name. */
public interface Databases {
    /** Opens it, with its tables up to date, also while a server is using it. */
    Workspace open(Settings settings);

    /** How far its tables have come; changes nothing. */
    Tables tables(Settings settings);

    /** Brings its tables up to date. */
    void migrate(Settings settings);

    /**
     * How far the tables have come.
     *
     * @param current the last change made; empty on an empty database
     * @param pending the changes to come, in their order
     */
    record Tables(Optional<String> current, List<String> pending) {
        /** Copies the list. */
        public Tables {
            pending = List.copyOf(pending);
        }
    }
}
