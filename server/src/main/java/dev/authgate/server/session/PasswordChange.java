package dev.authgate.server.session;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.session.PasswordChangeResult.Busy;
import dev.authgate.server.session.PasswordChangeResult.Changed;
import dev.authgate.server.session.PasswordChangeResult.Limited;
import dev.authgate.server.session.PasswordChangeResult.Refused;
import dev.authgate.server.user.HashingBusy;
import dev.authgate.server.user.PasswordHasher;
import dev.authgate.server.user.PasswordPolicy;
import dev.authgate.server.user.PasswordText;
import dev.authgate.server.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Changes a person's own password. The current one is asked for and guessing it is limited like signing in, because a
 * browser left open must not be enough. Every session ends, for one of them may be the reason for the change; the
 * browser at hand gets a new one.
 */
public final class PasswordChange {
    private static final String WRONG = "The current password is not right.";
    private static final String KEPT_ELSEWHERE = "Your password is kept by another service. Change it there.";
    private static final String UNCHANGED = "Choose a password that differs from the current one.";
    private static final String RACED = "Your account was changed elsewhere at the same time. Please try again.";

    private final SessionStores stores;
    private final Rules rules;
    private final SessionStart sessions;
    private final ConnectedDevices devices;

    public PasswordChange(SessionStores stores, Rules rules, SessionStart sessions, ConnectedDevices devices) {
        this.stores = stores;
        this.rules = rules;
        this.sessions = sessions;
        this.devices = devices;
    }

    /** What a change must pass. */
    public record Rules(PasswordHasher hasher, PasswordPolicy policy, SignInLimits limits) {}

    /** What becomes of the devices that were connected under the old password: OWASP ASVS 7.4.3. */
    public enum Devices {
        KEEP,
        END
    }

    /** Both passwords exactly as they were typed, and what else shall change with them. */
    public record Passwords(String current, String next, Devices devices) {
        /** Never shows them. */
        @Override
        public String toString() {
            return "Passwords[redacted]";
        }
    }

    /** Changes the password of the one who is signed in, or says why not. */
    public PasswordChangeResult change(SignedInUser who, Passwords passwords, Origin origin, Instant now) {
        var problem = problemWith(passwords, who.user());
        if (problem.isPresent()) {
            return new Refused(problem.get());
        }
        var attempt = new Attempt(who.user(), passwords, origin, now);
        var wait = inTransaction(() -> {
            var limited = rules.limits().begin(attempt.username(), origin.address(), now);
            limited.ifPresent(until -> recordFailure(attempt, EventType.SIGN_IN_LIMITED));
            return limited;
        });
        return wait.<PasswordChangeResult>map(Limited::new).orElseGet(() -> decide(attempt));
    }

    private Optional<String> problemWith(Passwords passwords, User user) {
        if (user.passwordHash() == null) {
            return Optional.of(KEPT_ELSEWHERE);
        }
        if (PasswordText.isTooLong(passwords.current())) {
            return Optional.of(WRONG);
        }
        if (passwords.current().equals(passwords.next())) {
            return Optional.of(UNCHANGED);
        }
        return rules.policy().problem(passwords.next(), user.username());
    }

    private PasswordChangeResult decide(Attempt attempt) {
        try {
            // The row as it is now: since the page was made, a sign-in may have upgraded the hash.
            var user = stores.users().find(attempt.user().id()).orElse(attempt.user());
            var hash = user.passwordHash();
            if (hash == null || !rules.hasher().verify(attempt.passwords().current(), hash)) {
                return wrong(attempt);
            }
            var next = user.withPassword(rules.hasher().hash(attempt.passwords().next()), attempt.now());
            return inTransaction(() -> store(attempt, user, next));
        } catch (HashingBusy busy) {
            return busy(attempt, busy.retryAfter());
        }
    }

    private PasswordChangeResult wrong(Attempt attempt) {
        return inTransaction(() -> {
            recordFailure(attempt, EventType.SIGN_IN_FAILED);
            return new Refused(WRONG);
        });
    }

    private PasswordChangeResult busy(Attempt attempt, Duration retryAfter) {
        return inTransaction(() -> {
            rules.limits().undecided(attempt.username(), attempt.origin().address());
            return new Busy(retryAfter);
        });
    }

    private PasswordChangeResult store(Attempt attempt, User user, User next) {
        if (!user.enabled() || !stores.users().replace(user, next)) {
            rules.limits().undecided(attempt.username(), attempt.origin().address());
            return new Refused(RACED);
        }
        stores.sessions().removeAllOf(user.id());
        if (attempt.passwords().devices() == Devices.END) {
            devices.endAllOf(user, attempt.origin(), attempt.now());
        }
        var started = sessions.start(next, attempt.now());
        rules.limits().succeeded(attempt.username(), attempt.origin().address());
        stores.audit().record(attempt.event(EventType.PASSWORD_CHANGED));
        return new Changed(started);
    }

    private void recordFailure(Attempt attempt, EventType type) {
        stores.audit().record(attempt.event(type).with("reason", "password_change"));
    }

    private <T> T inTransaction(Supplier<T> work) {
        return stores.transactions().inTransaction(work);
    }

    private record Attempt(User user, Passwords passwords, Origin origin, Instant now) {
        String username() {
            return user.username();
        }

        AuditEvent event(EventType type) {
            return AuditEvent.of(type, now, origin).by(user.id()).on(user.id());
        }
    }
}
