package dev.authgate.server.command;

import static dev.authgate.server.audit.EventType.USER_CHANGED;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.user.User;
import java.time.Instant;

/** A change to a user that ends the browser sessions of the user, in one unit of work. */
final class UserChange {
    private final Workspace workspace;
    private final Instant now;

    UserChange(Workspace workspace, Instant now) {
        this.workspace = workspace;
        this.now = now;
    }

    void apply(User expected, User next, String what) {
        var done = workspace.transactions().inTransaction(() -> {
            var replaced = workspace.users().replace(expected, next);
            if (replaced) {
                workspace.sessions().removeAllOf(next.id());
                workspace
                        .auditTrail()
                        .record(AuditEvent.of(USER_CHANGED, now, Origin.local())
                                .on(next.id())
                                .with("change", what));
            }
            return replaced;
        });
        if (!done) {
            throw new CommandFailed("the user was changed by somebody else at the same moment; try again");
        }
    }
}
