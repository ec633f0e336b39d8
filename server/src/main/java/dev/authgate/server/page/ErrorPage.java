package dev.authgate.server.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something did not work: what, what to do now, and the number under which the log has it. */
public record ErrorPage(@Nullable Visitor visitor, Kind kind, String requestId, Instant at) implements Page {
    private static final int REQUEST_ID_LENGTH = 64;

    public ErrorPage {
        requestId = ClientText.shown(requestId, REQUEST_ID_LENGTH);
    }

    /** The page for this HTTP status; one that has no words of its own gets those of 400 or 500. */
    public static ErrorPage of(int status, @Nullable Visitor visitor, String requestId, Instant at) {
        return new ErrorPage(visitor, Kind.of(status), requestId, at);
    }

    /** The HTTP status of the answer that carries this page. */
    public int status() {
        return kind.status;
    }

    @Override
    public String template() {
        return "error.ftlh";
    }

    /** What can go wrong, in the visitor's words. */
    public enum Kind {
        BAD_REQUEST(
                400,
                "This request can’t be read",
                "Something in it is missing or out of place. Nothing was changed.",
                "Go back to the start and try again."),
        FORBIDDEN(
                403,
                "This form can’t be used any more",
                "It may have been open for too long, or come from another site. Nothing was changed.",
                "Go back to the start and try again. If a link or a message brought you here, close this page."),
        NOT_FOUND(
                404,
                "There is no page here",
                "The address may have a typing slip, or the page may have ended.",
                "To connect a device, go to the start and enter its code."),
        METHOD_NOT_ALLOWED(
                405,
                "This page can’t be opened that way",
                "It only takes a form from one of our own pages. Nothing was changed.",
                "Go back to the start and try again."),
        TOO_LARGE(
                413,
                "This request is too large",
                "Forms here need only a few words. Nothing was changed.",
                "Go back to the start and try again with less text."),
        SERVER_ERROR(
                500,
                "Something went wrong on our side",
                "Your account is safe, and nothing was connected.",
                "Wait a minute and try again. If your device’s code has ended by then, start the sign-in on it again."),
        UNAVAILABLE(
                503,
                "AuthGate is not available right now",
                "Your account is safe. Devices you approved stay connected.",
                "Wait a minute and try again. If your device’s code has ended by then, start the sign-in on it again.");

        private final int status;
        private final String title;
        private final String explanation;
        private final String advice;

        Kind(int status, String title, String explanation, String advice) {
            this.status = status;
            this.title = title;
            this.explanation = explanation;
            this.advice = advice;
        }

        private static Kind of(int status) {
            for (Kind kind : values()) {
                if (kind.status == status) {
                    return kind;
                }
            }
            return status < 500 ? BAD_REQUEST : SERVER_ERROR;
        }

        /** What happened. */
        public String title() {
            return title;
        }

        /** What it means for the visitor. */
        public String explanation() {
            return explanation;
        }

        /** What to do now. */
        public String advice() {
            return advice;
        }

        /** Whether the fault is ours, so that the request number helps to find it. */
        public boolean ours() {
            return status >= 500;
        }
    }
}
