package dev.authgate.server.command;

import static dev.authgate.server.audit.EventType.CLIENT_CHANGED;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Client;
import java.time.Instant;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** A change to one client, noted in one unit of work with it. A running server sees it within a second. */
final class ClientChange {
    private static final String ID = "id";

    private final Workspace workspace;
    private final Instant now;

    ClientChange(Workspace workspace, Instant now) {
        this.workspace = workspace;
        this.now = now;
    }

    /** Asks for the client, in front of everything else. */
    static void require(Subparser parser) {
        parser.addArgument(ID).metavar("ID").help("the client_id");
    }

    static Client existing(Namespace words, Workspace workspace) {
        var id = words.getString(ID);
        return workspace
                .clients()
                .find(id)
                .orElseThrow(() -> new CommandFailed(
                        "there is no client with the id " + Printable.of(id) + "; see: authgate client list"));
    }

    void apply(Client expected, Client next, String what) {
        var done = workspace.transactions().inTransaction(() -> {
            var replaced = workspace.clients().replace(expected, next);
            if (replaced) {
                workspace
                        .auditTrail()
                        .record(AuditEvent.of(CLIENT_CHANGED, now, Origin.local())
                                .forClient(next.id())
                                .on(next.id())
                                .with("change", what));
            }
            return replaced;
        });
        if (!done) {
            throw new CommandFailed("the client was changed by somebody else at the same moment; try again");
        }
    }
}
