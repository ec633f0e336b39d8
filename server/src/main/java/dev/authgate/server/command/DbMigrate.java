package dev.authgate.server.command;

import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Brings the tables up to date, as the start of the server does too. */
record DbMigrate(Workbench bench) implements Verb {
    @Override
    public String name() {
        return "migrate";
    }

    @Override
    public String description() {
        return "brings the tables up to date; the server does so too when it starts";
    }

    @Override
    public void configure(Subparser parser) {
        // Nothing to choose.
    }

    @Override
    public void run(Namespace words) {
        var settings = bench.settings(words);
        bench.databases().migrate(settings);
        DbStatus.print(bench.terminal(), settings.database(), bench.databases().tables(settings));
    }
}
