package dev.authgate.sdk;

import dev.authgate.sdk.internal.IssuedTokens;
import dev.authgate.sdk.store.StoredSession;
import java.time.Duration;
import java.time.Instant;

/**
 * What this process holds of a session.
 *
 * @param session the tokens
 * @param standing what they are worth
 * @param token the access token as it is handed out
 */
record Held(StoredSession session, Standing standing, AccessToken token) {
    /** Some servers say "for ever" by numbers that no calendar has. */
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(3650);

    /** What held tokens are worth. */
    enum Standing {
        /** The store has them, or had them when this process last looked. */
        KEPT,
        /** The server gave them, but the store did not take them. */
        NOT_KEPT,
        /** The server ended the session, or another program signed out: only a new sign-in in the store helps. */
        ENDED,
        /** This handle signed out, for good. */
        LOGGED_OUT
    }

    static Held of(StoredSession session, Standing standing) {
        return new Held(session, standing, new AccessToken(session.accessToken(), session.accessTokenExpiresAt()));
    }

    Held as(Standing next) {
        return new Held(session, next, token);
    }

    boolean isUsable() {
        return standing == Standing.KEPT || standing == Standing.NOT_KEPT;
    }

    /** Without a refresh token nothing is won by letting go of an access token early. */
    Freshness freshness(RefreshAhead ahead, Instant now) {
        if (session.refreshToken() == null) {
            return now.isBefore(session.accessTokenExpiresAt()) ? Freshness.FRESH : Freshness.EXPIRED;
        }
        return ahead.of(session.accessTokenIssuedAt(), session.accessTokenExpiresAt(), now);
    }

    /** Whether {@code one} came about after {@code other}: by a later sign-in, or by more refreshes of the same. */
    static boolean isLater(StoredSession one, StoredSession other) {
        var signIns = one.signedInAt().compareTo(other.signedInAt());
        return signIns > 0 || (signIns == 0 && one.generation() > other.generation());
    }

    static StoredSession begun(IssuedTokens first, Instant now) {
        return new StoredSession(
                first.accessToken(), now, end(now, first.lifetime()), first.refreshToken(), first.scopes(), 0, now);
    }

    /** RFC 6749 section 6: what the server does not give anew stays as it was. */
    static StoredSession renewed(StoredSession before, IssuedTokens issued, Instant askedAt) {
        return new StoredSession(
                issued.accessToken(),
                askedAt,
                end(askedAt, issued.lifetime()),
                issued.refreshToken() == null ? before.refreshToken() : issued.refreshToken(),
                issued.scopes().isEmpty() ? before.scopes() : issued.scopes(),
                before.generation() + 1,
                before.signedInAt());
    }

    private static Instant end(Instant start, Duration lifetime) {
        return start.plus(lifetime.compareTo(LONGEST_LIFETIME) < 0 ? lifetime : LONGEST_LIFETIME);
    }
}
