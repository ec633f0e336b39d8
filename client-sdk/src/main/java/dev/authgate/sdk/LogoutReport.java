package dev.authgate.sdk;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a logout went. The tokens are wiped here in any case.
 *
 * <pre>{@code
 * LogoutReport report = session.logout();
 * if (report.revocation() == LogoutReport.Revocation.FAILED) {
 *     System.err.println("Signed out here, but the server could not be told:");
 *     report.why().ifPresent(fault -> System.err.println(fault.getMessage() + ". " + fault.hint()));
 * } else {
 *     System.out.println(report.wiped() ? "Signed out." : "Nobody was signed in any more.");
 * }
 * }</pre>
 *
 * @param wiped whether there were tokens in the store; another program may have signed out before
 * @param revocation how the server was told
 * @param fault why the server could not be told; with {@link Revocation#FAILED} alone
 */
public record LogoutReport(
        boolean wiped, Revocation revocation, @Nullable OAuthException fault) {
    /** What the server knows of it. */
    public enum Revocation {
        /** The server forgot the tokens (RFC 7009). */
        DONE,
        /** The server could not be told: the tokens that were here end when their time is over. */
        FAILED
    }

    /** Why the server could not be told, if it could not. */
    public Optional<OAuthException> why() {
        return Optional.ofNullable(fault);
    }
}
