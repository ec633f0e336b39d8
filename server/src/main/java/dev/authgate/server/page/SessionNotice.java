package dev.authgate.server.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What happened to the list of sessions just now. The list below says it too; this says it first. */
public enum SessionNotice {
    REVOKED("Revoked. That device must ask you again."),
    DISABLED("Disabled. That device is paused until you enable it."),
    ENABLED("Enabled. That device can go on."),
    UNCHANGED("Nothing was changed. That session had already ended, or was as you wanted it."),
    ALL_REVOKED("All sessions are revoked. Each device must ask you again.");

    private final String message;

    SessionNotice(String message) {
        this.message = message;
    }

    public String message() {
        return message;
    }

    /** The word by which a link names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The notice with this word. */
    public static Optional<SessionNotice> named(String word) {
        return Arrays.stream(values())
                .filter(notice -> notice.word().equals(word))
                .findFirst();
    }
}
