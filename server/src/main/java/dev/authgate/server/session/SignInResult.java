package dev.authgate.server.session;

import java.time.Duration;

/** What a browser is told that tried to sign in. */
public sealed interface SignInResult {
    <T> T match(Cases<T> cases);

    /** One answer for each result, so that none can be forgotten. */
    interface Cases<T> {
        T signedIn(StartedSession started);

        T wrong();

        T limited(Duration retryAfter);

        T busy(Duration retryAfter);

        T unavailable();

        T conflict();
    }

    record SignedIn(StartedSession started) implements SignInResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.signedIn(started);
        }
    }

    /** The name or the password is wrong; which of them, nobody is told. */
    record Wrong() implements SignInResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.wrong();
        }
    }

    /**
     * Too many failures for this account or from this network; nothing was looked at.
     *
     * @param retryAfter whole seconds, at least one
     */
    record Limited(Duration retryAfter) implements SignInResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.limited(retryAfter);
        }
    }

    /** Too many people sign in at once; nothing was decided, and the attempt does not count. */
    record Busy(Duration retryAfter) implements SignInResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.busy(retryAfter);
        }
    }

    /** The external service that knows the password cannot be reached; the attempt does not count. */
    record Unavailable() implements SignInResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.unavailable();
        }
    }

    /** The external service vouches for the person, but the name belongs to somebody else here. */
    record Conflict() implements SignInResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.conflict();
        }
    }
}
