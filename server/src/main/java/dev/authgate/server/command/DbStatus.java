package dev.authgate.server.command;

import dev.authgate.server.config.DatabaseAccess;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Tells how far the tables have come. */
record DbStatus(Workbench bench) implements Verb {
    @Override
    public String name() {
        return "status";
    }

    @Override
    public String description() {
        return "tells which changes to the tables are made and which are to come";
    }

    @Override
    public void configure(Subparser parser) {
        // Nothing to choose.
    }

    @Override
    public void run(Namespace words) {
        var settings = bench.settings(words);
        print(bench.terminal(), settings.database(), bench.databases().tables(settings));
    }

    static void print(Terminal terminal, DatabaseAccess database, Databases.Tables tables) {
        terminal.out().println(database + ": " + words(tables));
        tables.pending().forEach(change -> terminal.out().println("  to come: " + change));
    }

    static String words(Databases.Tables tables) {
        var at = tables.current().map(change -> "at " + change).orElse("empty");
        return tables.pending().isEmpty()
                ? at + ", up to date"
                : at + ", " + tables.pending().size() + " to come";
    }
}
