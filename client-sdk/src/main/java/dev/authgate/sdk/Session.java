package dev.authgate.sdk;

import dev.authgate.sdk.Held.Standing;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.internal.IssuedTokens;
import dev.authgate.sdk.okhttp.SessionAuthorization;
import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A person's session: the handle that a program asks for a token each time it needs one. Safe for many threads, and for
 * many programs over the same store: of all of them, one fetches new tokens and the others use those.
 *
 * <pre>{@code
 * Session session = client.session().orElseThrow(() -> new IllegalStateException("sign in first"));
 * AccessToken token = session.accessToken();         // good now, whatever the time
 * int status = send(token.asHeader());
 * if (status == 401) {                               // the server ended that token early
 *     status = send(session.replace(token).asHeader());
 * }
 * LogoutReport report = session.logout();            // the server is told, and the tokens are wiped
 * }</pre>
 */
public final class Session {
    private static final Duration LONGEST_LOGOUT = Duration.ofSeconds(15);

    private final SessionParts parts;
    private final SessionKey key;
    private final Renewals renewals;

    private Session(SessionParts parts, SessionKey key, StoredSession kept) {
        this.parts = parts;
        this.key = key;
        this.renewals = new Renewals(parts, key, Held.of(kept, Standing.KEPT));
    }

    /**
     * The session that a sign-in began, kept in the store.
     *
     * @param first the tokens; where the server named no scopes, with the scopes that were asked for
     * @throws OAuthException with code {@code STORE} if they cannot be kept; the server is then told to forget them
     */
    static Session started(SessionParts parts, SessionKey key, IssuedTokens first) throws OAuthException {
        var begun = Held.begun(first, parts.time().now());
        try {
            parts.store().save(key, begun);
        } catch (OAuthException e) {
            new Logout(parts, key).revoke(begun);
            throw e;
        }
        return new Session(parts, key, begun);
    }

    /** The session that the store keeps under the key, if it keeps one. */
    static Optional<Session> resumed(SessionParts parts, SessionKey key) throws OAuthException {
        return parts.store().load(key).map(kept -> new Session(parts, key, kept));
    }

    /** Whose session this is. */
    public SessionKey key() {
        return key;
    }

    /**
     * A token that is good now. It comes from memory nearly always: some time before its end a new one is fetched behind
     * it, and only callers who come after that wait for the server.
     *
     * @throws OAuthException with code {@code LOGIN_REQUIRED} if the session is over; with a {@linkplain
     *     OAuthException#retryable() retryable} one if the token is over and the server cannot be reached; with {@code
     *     CANCELLED} if the waiting thread is interrupted, whose interrupt stays set
     */
    public AccessToken accessToken() throws OAuthException {
        var held = renewals.held();
        var freshness =
                usable(held) ? held.freshness(parts.refreshAhead(), parts.time().now()) : Freshness.EXPIRED;
        switch (freshness) {
            case FRESH -> {
                if (held.standing() == Standing.NOT_KEPT) {
                    renewals.behind(null);
                }
            }
            case STALE -> renewals.behind(held.session().accessToken());
            case EXPIRED -> {
                return another(null);
            }
        }
        return held.token();
    }

    private AccessToken another(@Nullable String unwanted) throws OAuthException {
        var outcome = renewals.renewed(unwanted);
        usable(renewals.held());
        return outcome.token();
    }

    private static boolean usable(Held held) throws OAuthException {
        if (held.standing() == Standing.LOGGED_OUT) {
            throw new OAuthException(Code.LOGIN_REQUIRED, "This session was signed out");
        }
        return held.isUsable();
    }

    /**
     * New tokens now, though the old ones may be good. Callers at the same time share one refresh; if another program
     * has just done it, its tokens are used.
     *
     * @throws OAuthException as {@link #accessToken()}
     */
    public AccessToken refresh() throws OAuthException {
        var held = renewals.held();
        usable(held);
        return another(held.session().accessToken());
    }

    /**
     * A token other than the one that an API has just refused (RFC 6750 section 3.1, {@code invalid_token}), and one with
     * some time before it, for a caller asks a second time and no third. Any number of callers with the same refused token
     * cause one refresh.
     *
     * @throws OAuthException as {@link #accessToken()}
     */
    public AccessToken replace(AccessToken refused) throws OAuthException {
        var current = accessToken();
        var isOther = !current.reveal().equals(refused.reveal());
        var held = renewals.held();
        if (isOther && held.freshness(parts.refreshAhead(), parts.time().now()) == Freshness.FRESH) {
            return held.token();
        }
        try {
            return another(current.reveal());
        } catch (OAuthException e) {
            if (isOther && e.retryable()) {
                return current;
            }
            throw e;
        }
    }

    /**
     * An HTTP client whose requests to these origins carry this session's tokens; see {@link SessionAuthorization}, which
     * does the same for a client of your own. It shares its threads and connections with the client that this session
     * came from, ends with it, and follows no redirects.
     *
     * @param origins such as {@code https://api.example.com}
     */
    public OkHttpClient authorizedClient(String... origins) {
        return SessionAuthorization.of(this, origins)
                .addTo(parts.http().newBuilder())
                .build();
    }

    /** What was granted (RFC 6749 section 3.3). */
    public List<String> scopes() {
        return renewals.held().session().scopes();
    }

    /** When the access token of the moment ends, by this machine's clock. */
    public Instant expiresAt() {
        return renewals.held().session().accessTokenExpiresAt();
    }

    /**
     * Signs out: tells the server to forget the tokens (RFC 7009), and wipes them here whether or not it could be told.
     * Afterwards this handle gives no token.
     *
     * @throws OAuthException with code {@code STORE} if the tokens cannot be wiped; with {@code CANCELLED} if the
     *     waiting thread is interrupted, and then the signing out goes on
     */
    public LogoutReport logout() throws OAuthException {
        var held = renewals.logOut().session();
        return Detached.start("authgate-logout", () -> new Logout(parts, key).run(held, LONGEST_LOGOUT))
                .await();
    }

    @Override
    public String toString() {
        return "Session[" + key + ", access token until " + expiresAt() + "]";
    }
}
