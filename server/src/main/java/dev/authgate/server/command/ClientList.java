package dev.authgate.server.command;

import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Lists the OAuth clients, one a line. */
record ClientList(Workbench bench) implements Verb {
    @Override
    public String name() {
        return "list";
    }

    @Override
    public String description() {
        return "lists the OAuth clients: id, type, state, scopes, grants, token policy, name";
    }

    @Override
    public void configure(Subparser parser) {
        // Nothing to choose.
    }

    @Override
    public void run(Namespace words) {
        try (var workspace = bench.open(words)) {
            for (var client : workspace.clients().all()) {
                var inWords = new ClientWords(client);
                bench.terminal()
                        .out()
                        .printf(
                                "%-36s  %-12s  %-8s  [%s]  [%s]  %s  %s%n",
                                client.id(),
                                inWords.type(),
                                inWords.status(),
                                client.scopes(),
                                inWords.grants(),
                                inWords.policy(),
                                Printable.of(client.name()));
            }
        }
    }
}
