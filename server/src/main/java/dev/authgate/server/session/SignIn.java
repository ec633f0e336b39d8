package dev.authgate.server.session;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.session.SignInResult.Busy;
import dev.authgate.server.session.SignInResult.Conflict;
import dev.authgate.server.session.SignInResult.Limited;
import dev.authgate.server.session.SignInResult.SignedIn;
import dev.authgate.server.session.SignInResult.Unavailable;
import dev.authgate.server.session.SignInResult.Wrong;
import dev.authgate.server.user.Authentication;
import dev.authgate.server.user.Authentication.Reason;
import dev.authgate.server.user.AuthenticationProvider;
import dev.authgate.server.user.PasswordText;
import dev.authgate.server.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Signs a browser in: count, look, decide. The attempt is counted in one unit of work, the password is hashed outside of
 * any, and what came of it is written in a second, together with the event that tells of it.
 */
public final class SignIn {
    private static final int LONGEST_USERNAME = 256;

    private final SessionStores stores;
    private final AuthenticationProvider provider;
    private final SignInLimits limits;
    private final SessionStart sessions;

    public SignIn(SessionStores stores, AuthenticationProvider provider, SignInLimits limits, SessionStart sessions) {
        this.stores = stores;
        this.provider = provider;
        this.limits = limits;
        this.sessions = sessions;
    }

    /** Tries a username and a password, exactly as they were typed. */
    public SignInResult attempt(String username, String password, Origin origin, Instant now) {
        if (!canBeName(username) || PasswordText.isTooLong(password)) {
            return new Wrong();
        }
        var attempt = new Attempt(username, origin, now);
        var wait = inTransaction(() -> {
            var limited = limits.begin(username, origin.address(), now);
            limited.ifPresent(until -> recordLimited(attempt));
            return limited;
        });
        if (wait.isPresent()) {
            return new Limited(wait.get());
        }
        return provider.authenticate(username, password, origin, now).match(new Outcome(attempt));
    }

    /** Anything else was never stored as a name, and some databases cannot even be asked for it. */
    private static boolean canBeName(String username) {
        return username.length() <= LONGEST_USERNAME
                && username.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    private void recordLimited(Attempt attempt) {
        stores.audit().record(aboutKnownUser(attempt, EventType.SIGN_IN_LIMITED));
    }

    /** Names the user if there is one; what was typed otherwise may be a password and is not kept. */
    private AuditEvent aboutKnownUser(Attempt attempt, EventType type) {
        var event = AuditEvent.of(type, attempt.now(), attempt.origin());
        return stores.users()
                .findByUsername(attempt.username())
                .map(user -> event.on(user.id()))
                .orElse(event);
    }

    private <T> T inTransaction(Supplier<T> work) {
        return stores.transactions().inTransaction(work);
    }

    private record Attempt(String username, Origin origin, Instant now) {
        String address() {
            return origin.address();
        }
    }

    /** Writes down what came of an attempt. */
    private final class Outcome implements Authentication.Cases<SignInResult> {
        private final Attempt attempt;

        Outcome(Attempt attempt) {
            this.attempt = attempt;
        }

        @Override
        public SignInResult authenticated(User user) {
            return inTransaction(() -> isStill(user) ? signedIn(user) : failed("changed_meanwhile"));
        }

        /** While the password was hashed, an administrator may have disabled the user, or another session changed it. */
        private boolean isStill(User user) {
            return stores.users()
                    .find(user.id())
                    .filter(User::enabled)
                    .filter(stored -> !stored.passwordChangedAt().isAfter(user.passwordChangedAt()))
                    .isPresent();
        }

        private SignInResult signedIn(User user) {
            var started = sessions.start(user, attempt.now());
            limits.succeeded(attempt.username(), attempt.address());
            stores.audit()
                    .record(AuditEvent.of(EventType.SIGN_IN_SUCCEEDED, attempt.now(), attempt.origin())
                            .by(user.id())
                            .on(user.id()));
            return new SignedIn(started);
        }

        @Override
        public SignInResult rejected(Reason reason) {
            return inTransaction(() -> failed(reason.name().toLowerCase(Locale.ROOT)));
        }

        private SignInResult failed(String reason) {
            stores.audit()
                    .record(aboutKnownUser(attempt, EventType.SIGN_IN_FAILED).with("reason", reason));
            return new Wrong();
        }

        @Override
        public SignInResult busy(Duration retryAfter) {
            return undecided(new Busy(retryAfter));
        }

        @Override
        public SignInResult unavailable() {
            return undecided(new Unavailable());
        }

        /** The password was right: nothing was guessed. */
        @Override
        public SignInResult conflict() {
            return undecided(new Conflict());
        }

        private SignInResult undecided(SignInResult result) {
            return inTransaction(() -> {
                limits.undecided(attempt.username(), attempt.address());
                return result;
            });
        }
    }
}
