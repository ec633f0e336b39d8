package dev.authgate.server.session;

import java.time.Duration;

/** What somebody is told who wanted a new password. */
public sealed interface PasswordChangeResult {
    <T> T match(Cases<T> cases);

    /** One answer for each result, so that none can be forgotten. */
    interface Cases<T> {
        T changed(StartedSession started);

        T refused(String problem);

        T limited(Duration retryAfter);

        T busy(Duration retryAfter);
    }

    /**
     * The password is changed and every session of the user has ended.
     *
     * @param started the new session of this browser
     */
    record Changed(StartedSession started) implements PasswordChangeResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.changed(started);
        }
    }

    /**
     * The password stays as it was.
     *
     * @param problem what is wrong, in words for the person
     */
    record Refused(String problem) implements PasswordChangeResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.refused(problem);
        }
    }

    /**
     * Too many failures for this account or from this network; nothing was looked at.
     *
     * @param retryAfter whole seconds, at least one
     */
    record Limited(Duration retryAfter) implements PasswordChangeResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.limited(retryAfter);
        }
    }

    /** Too many people sign in at once; nothing was changed, and the attempt does not count. */
    record Busy(Duration retryAfter) implements PasswordChangeResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.busy(retryAfter);
        }
    }
}
