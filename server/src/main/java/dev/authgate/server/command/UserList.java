package dev.authgate.server.command;

import java.util.Locale;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Lists the users, one a line. */
record UserList(Workbench bench) implements Verb {
    @Override
    public String name() {
        return "list";
    }

    @Override
    public String description() {
        return "lists the users: id, role, state, name";
    }

    @Override
    public void configure(Subparser parser) {
        // Nothing to choose.
    }

    @Override
    public void run(Namespace words) {
        try (var workspace = bench.open(words)) {
            for (var user : workspace.users().all()) {
                bench.terminal()
                        .out()
                        .printf(
                                "%-36s  %-5s  %-8s  %s%n",
                                user.id(),
                                user.role().name().toLowerCase(Locale.ROOT),
                                user.enabled() ? "enabled" : "disabled",
                                Printable.of(user.username()));
            }
        }
    }
}
