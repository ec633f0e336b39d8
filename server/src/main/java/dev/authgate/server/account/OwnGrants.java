package dev.authgate.server.account;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.session.ConnectedDevices;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.token.Grant;
import dev.authgate.server.token.Grants;
import dev.authgate.server.user.User;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a person can do to the grants they gave: OWASP ASVS 7.4 and 8.2.2. Nobody reaches a grant of another; it looks as if
 * it were not there. Each change is one conditional statement, in one unit of work with its audit event.
 */
public final class OwnGrants implements ConnectedDevices {
    private final Grants grants;
    private final ApprovedCodes codes;
    private final AuditTrail audit;
    private final Transactions transactions;

    public OwnGrants(Grants grants, ApprovedCodes codes, AuditTrail audit, Transactions transactions) {
        this.grants = grants;
        this.codes = codes;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** What a person can do to one grant. */
    public enum Action {
        REVOKE(Grant.Status.REVOKED, EventType.GRANT_REVOKED),
        DISABLE(Grant.Status.DISABLED, EventType.GRANT_DISABLED),
        ENABLE(Grant.Status.ACTIVE, EventType.GRANT_ENABLED),
        /** "This wasn't me": revoked, and somebody should look into it. */
        DISOWN(Grant.Status.REVOKED, EventType.GRANT_DISOWNED);

        private final Grant.Status next;
        private final EventType event;

        Action(Grant.Status next, EventType event) {
            this.next = next;
            this.event = event;
        }

        /** What has expired can only be ended. */
        private boolean fits(Grant grant, Instant now) {
            return next == Grant.Status.REVOKED || now.isBefore(grant.expiresAt());
        }
    }

    /**
     * What became of a wish to change a grant.
     *
     * @param grant as it was before
     * @param made whether it was changed; a revoked one stays as it is, for example
     */
    public record Change(Grant grant, boolean made) {}

    /** Changes a grant; empty when this person has none with this id. */
    public Optional<Change> change(String id, Action action, User user, Origin origin, Instant now) {
        return transactions.inTransaction(() -> grants.find(id)
                .filter(grant -> grant.userId().equals(user.id()))
                .map(grant -> {
                    var made = action.fits(grant, now) && move(grant, action.next);
                    if (made) {
                        audit.record(AuditEvent.of(action.event, now, origin)
                                .by(user.id())
                                .forClient(grant.clientId())
                                .on(grant.id()));
                    }
                    return new Change(grant, made);
                }));
    }

    /** From any status it may have: another window may have changed it since it was read. */
    private boolean move(Grant grant, Grant.Status next) {
        return Arrays.stream(Grant.Status.values())
                .filter(status -> status.mayBecome(next))
                .anyMatch(status -> grants.change(grant.id(), status, next));
    }

    /**
     * Ends every grant, and every approval that waits for its device: else that device would be connected a moment later.
     * The approvals come first. One that is being collected at the same time has then either become a grant, which ends
     * with the others, or cannot become one any more.
     */
    @Override
    public void endAllOf(User user, Origin origin, Instant now) {
        transactions.inTransaction(() -> {
            var waiting = codes.expireApprovedOf(user.id());
            var ended = grants.revokeAllOf(user.id());
            if (waiting + ended > 0) {
                audit.record(AuditEvent.of(EventType.ALL_GRANTS_REVOKED, now, origin)
                        .by(user.id())
                        .on(user.id())
                        .with("grants", Integer.toString(ended))
                        .with("approvals", Integer.toString(waiting)));
            }
            return ended;
        });
    }
}
