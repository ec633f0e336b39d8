package dev.authgate.server.page;

import java.time.Duration;
import java.time.Instant;

/** Too many attempts: what is paused, and from {@code at} on for how long. The answer carries the same in Retry-After. */
public record LimitedPage(Duration retryAfter, Instant at, Attempt what) implements Page {

    /** What was attempted too often. */
    public enum Attempt {
        SIGN_IN("sign-in from your network", "/login"),
        CODE_ENTRY("entering codes", "/device"),
        PASSWORD_CHANGE("changing your password", "/account/password");

        private final String words;
        private final String path;

        Attempt(String words, String path) {
            this.words = words;
            this.path = path;
        }

        /** As it stands before "is paused". */
        public String words() {
            return words;
        }

        /** Where one tries again. */
        public String path() {
            return path;
        }
    }

    /** The moment from which one may try again. */
    public Instant until() {
        return at.plus(retryAfter);
    }

    @Override
    public String template() {
        return "limited.ftlh";
    }
}
