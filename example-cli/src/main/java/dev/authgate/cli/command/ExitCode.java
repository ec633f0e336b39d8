package dev.authgate.cli.command;

import dev.authgate.sdk.OAuthException;
import java.util.Locale;

/** How a command ended, for scripts. */
public enum ExitCode {
    /** Done. */
    OK(0),
    /** Something else went wrong; the message says what. */
    FAULT(1),
    /** Typed or set wrongly. */
    USAGE(2),
    /** Nobody is signed in, or the server ended the session. */
    SIGN_IN_NEEDED(3),
    /** The person said no. */
    DENIED(4),
    /** Nobody decided in time. */
    EXPIRED(5),
    /** The server cannot be reached, cannot be trusted, or cannot answer now. */
    NETWORK(6),
    /** Tokens cannot be read or kept. */
    STORE(7),
    /** Ctrl-C. */
    CANCELLED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** What the shell sees. */
    public int number() {
        return number;
    }

    /** What JSON calls it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ExitCode of(OAuthException.Code code) {
        return switch (code) {
            case NETWORK, TLS, SERVER -> NETWORK;
            case PROTOCOL, CLIENT_REFUSED, REFUSED -> FAULT;
            case LOGIN_REQUIRED -> SIGN_IN_NEEDED;
            case STORE -> STORE;
            case CONFIGURATION -> USAGE;
            case CANCELLED -> CANCELLED;
        };
    }
}
