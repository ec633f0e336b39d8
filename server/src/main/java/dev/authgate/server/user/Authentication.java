package dev.authgate.server.user;

import java.time.Duration;

/** What came of a username and a password. */
public sealed interface Authentication {
    <T> T match(Cases<T> cases);

    /** One answer for each thing that can come of it, so that none can be forgotten. */
    interface Cases<T> {
        T authenticated(User user);

        T rejected(Reason reason);

        T busy(Duration retryAfter);

        T unavailable();

        T conflict();
    }

    /** Why it was rejected: for the audit trail alone. The person is told the same words for all of them. */
    enum Reason {
        UNKNOWN_USER,
        PASSWORD_KEPT_ELSEWHERE,
        USER_DISABLED,
        WRONG_PASSWORD,
        REFUSED_BY_SERVICE
    }

    /**
     * The person is who they say.
     *
     * @param user as stored now, after a possible upgrade of the hash
     */
    record Authenticated(User user) implements Authentication {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.authenticated(user);
        }
    }

    /** Unknown, disabled and wrong look alike on purpose: a guesser must not learn which names exist. */
    record Rejected(Reason reason) implements Authentication {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.rejected(reason);
        }
    }

    /** Too many people sign in at once; nothing was decided. */
    record Busy(Duration retryAfter) implements Authentication {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.busy(retryAfter);
        }
    }

    /** The external service that knows this person's password cannot be reached; nothing was decided. */
    record Unavailable() implements Authentication {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.unavailable();
        }
    }

    /** The external service vouches for the person, but the name belongs to somebody else here. */
    record Conflict() implements Authentication {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.conflict();
        }
    }
}
