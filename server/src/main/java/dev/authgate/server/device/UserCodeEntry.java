package dev.authgate.server.device;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Client;
import dev.authgate.server.client.Clients;
import dev.authgate.server.session.SignedInUser;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.token.Grants;
import java.time.Instant;
import java.util.Optional;

/**
 * RFC 8628 section 3.3: a person types a code, looks at who asks, and decides.
 *
 * <p>The decision is one conditional statement: the second of two is told that the code is used.
 */
public final class UserCodeEntry {
    private final Parts parts;
    private final CodeEntryLimits limits;
    private final Decisions decisions;
    private final AuditTrail audit;
    private final Transactions transactions;

    /** What an entry reads. */
    public record Parts(
            DeviceAuthorizations authorizations, UserCodeKeys userCodeKeys, Clients clients, Grants grants) {}

    public UserCodeEntry(
            Parts parts, CodeEntryLimits limits, Decisions decisions, AuditTrail audit, Transactions transactions) {
        this.parts = parts;
        this.limits = limits;
        this.decisions = decisions;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** Looks up what somebody typed. Every look counts as a guess until it is right. */
    public CodeEntry enter(String typed, SignedInUser who, Origin origin, Instant now) {
        return limits.areOff()
                ? look(typed, who, origin, now)
                : transactions.inTransaction(() -> count(typed, who, origin, now));
    }

    private CodeEntry count(String typed, SignedInUser who, Origin origin, Instant now) {
        var wait = limits.begin(who, origin.address(), now);
        if (wait.isPresent()) {
            audit.record(event(EventType.USER_CODE_LIMITED, who, origin, now));
            return new CodeEntry.Limited(wait.get());
        }
        return look(typed, who, origin, now);
    }

    private CodeEntry look(String typed, SignedInUser who, Origin origin, Instant now) {
        var waiting = find(typed, now);
        if (waiting.isPresent()) {
            limits.right(who, origin.address());
            return new CodeEntry.Found(waiting.get(), isFirst(who, waiting.get().client()));
        }
        return rejected(who, origin, now);
    }

    private CodeEntry rejected(SignedInUser who, Origin origin, Instant now) {
        audit.record(event(EventType.USER_CODE_REJECTED, who, origin, now));
        if (limits.wrong(now)) {
            audit.record(event(EventType.USER_CODE_GUESSING, who, origin, now));
        }
        return new CodeEntry.Rejected();
    }

    /** The request that waits under this code, for whoever holds the ticket that {@link #enter} led to. */
    public Optional<CodeEntry.Waiting> find(String typed, Instant now) {
        return UserCode.typed(typed).flatMap(code -> parts.userCodeKeys().hashes(code).stream()
                .flatMap(hash -> parts.authorizations().findByUserCode(hash).stream())
                .filter(authorization -> authorization.decidable(now))
                .flatMap(authorization -> parts.clients().find(authorization.clientId()).stream()
                        .filter(Client::enabled)
                        .map(client -> new CodeEntry.Waiting(authorization, code, client)))
                .findFirst());
    }

    private boolean isFirst(SignedInUser who, Client client) {
        return !parts.grants().hasAny(who.user().id(), client.id());
    }

    /** Approves or denies; false when the request was decided, or ended, meanwhile. */
    public boolean decide(
            DeviceAuthorization waiting, Decision decision, SignedInUser who, Origin origin, Instant now) {
        var userId = who.user().id();
        var decided = decision == Decision.APPROVE ? waiting.approve(userId, now) : waiting.deny(userId, now);
        var won = transactions.inTransaction(parts.authorizations().replacing(waiting, decided), () -> {
            decisions.announce(decided);
            audit.record(event(decision.event(), who, origin, now)
                    .forClient(waiting.clientId())
                    .on(waiting.id()));
            return decided;
        });
        won.ifPresent(kept -> decisions.spread(kept, now));
        return won.isPresent();
    }

    private static AuditEvent event(EventType type, SignedInUser who, Origin origin, Instant now) {
        return AuditEvent.of(type, now, origin).by(who.user().id());
    }

    /** What a person can say to a request. */
    public enum Decision {
        APPROVE(EventType.DEVICE_APPROVED),
        DENY(EventType.DEVICE_DENIED);

        private final EventType event;

        Decision(EventType event) {
            this.event = event;
        }

        EventType event() {
            return event;
        }
    }
}
