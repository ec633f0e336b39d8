package dev.authgate.sdk;

import dev.authgate.sdk.Held.Standing;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.internal.IssuedTokens;
import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One renewal of a session's tokens: under the store's lock, read again, and only if nobody else has renewed them, ask
 * the server, save, and then hand out.
 *
 * <p>An answer may be lost after the server has put a new refresh token in place of the old one. The old one is asked
 * with again, because a server that rotates answers a repeated question the same way for a while.
 */
final class Renewal {
    private static final Duration LONGEST_LOCK = Duration.ofSeconds(90);
    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_ASKING = Duration.ofSeconds(20);

    private final SessionParts parts;
    private final SessionKey key;
    private final Events events;
    private final Supplier<Held> handle;
    private Held held;

    /**
     * A renewal.
     *
     * @param handle what the handle holds at that moment: it may sign out while this waits for the lock
     */
    Renewal(SessionParts parts, SessionKey key, Events events, Supplier<Held> handle) {
        this.parts = parts;
        this.key = key;
        this.events = events;
        this.handle = handle;
        this.held = handle.get();
    }

    /** What this process holds after the renewal, also after one that failed. */
    Held outcome() {
        return held;
    }

    /**
     * Finds or fetches tokens.
     *
     * @param unwanted the access token that is not good enough; null if any that is not over is
     */
    void run(@Nullable String unwanted) throws OAuthException {
        parts.store().locked(key, LONGEST_LOCK, () -> {
            underLock(unwanted);
            return key;
        });
    }

    private void underLock(@Nullable String unwanted) throws OAuthException {
        if (handle.get().standing() == Standing.LOGGED_OUT) {
            throw new OAuthException(Code.LOGIN_REQUIRED, "This session was signed out");
        }
        var latest = latest();
        var usable = latest.freshness(parts.refreshAhead(), now()) != Freshness.EXPIRED;
        if (!usable || latest.session().accessToken().equals(unwanted)) {
            fetch(latest.session());
        }
    }

    private Held latest() throws OAuthException {
        var stored = parts.store().load(key);
        if (held.standing() == Standing.NOT_KEPT
                && stored.filter(one -> Held.isLater(one, held.session())).isEmpty()) {
            keepAfterAll();
        } else if (stored.isPresent()) {
            held = Held.of(stored.get(), Standing.KEPT);
        } else {
            throw ended("Signed out: there is no session for this server any more");
        }
        return held;
    }

    private void keepAfterAll() {
        if (save(held.session()).isEmpty()) {
            held = held.as(Standing.KEPT);
            events.add(new SessionEvent.KeptAfterAll(key));
        }
    }

    private void fetch(StoredSession before) throws OAuthException {
        var refreshToken = before.refreshToken();
        if (refreshToken == null) {
            throw new OAuthException(
                    Code.LOGIN_REQUIRED, "The session is over: the server gave no refresh token to prolong it with");
        }
        try {
            var asked = ask(refreshToken);
            keep(Held.renewed(before, asked.issued(), asked.at()));
        } catch (OAuthException e) {
            if (e.code() != Code.LOGIN_REQUIRED) {
                throw e;
            }
            refused(before, e);
        }
    }

    private record Asked(IssuedTokens issued, Instant at) {}

    private Asked ask(String refreshToken) throws OAuthException {
        var start = parts.time().monotonicNanos();
        var pause = FIRST_PAUSE;
        for (var attempt = 1; ; attempt++) {
            var at = now();
            try {
                return new Asked(parts.endpoints().refresh(refreshToken), at);
            } catch (OAuthException e) {
                var wait = e.retryAfter().orElse(pause);
                var spent = Duration.ofNanos(parts.time().monotonicNanos() - start);
                if (!e.retryable()
                        || attempt == ATTEMPTS
                        || wait.compareTo(LONGEST_PAUSE) > 0
                        || spent.plus(wait).compareTo(LONGEST_ASKING) > 0) {
                    throw e;
                }
                rest(wait, e);
                pause = pause.multipliedBy(4);
            }
        }
    }

    private void rest(Duration wait, OAuthException why) throws OAuthException {
        try {
            parts.time().await(new CountDownLatch(1), wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }

    /** The tokens are the server's last word: a store that does not take them must not lose them. */
    private void keep(StoredSession next) {
        var fault = save(next);
        held = Held.of(next, fault.isEmpty() ? Standing.KEPT : Standing.NOT_KEPT);
        events.add(
                fault.isEmpty()
                        ? new SessionEvent.Refreshed(key, next.accessTokenExpiresAt())
                        : new SessionEvent.NotKept(key, fault.get()));
    }

    private Optional<OAuthException> save(StoredSession session) {
        try {
            parts.store().save(key, session);
            return Optional.empty();
        } catch (OAuthException e) {
            return Optional.of(e);
        } catch (RuntimeException e) {
            return Optional.of(new OAuthException(Code.STORE, "The store failed: " + e.getClass(), e));
        }
    }

    /**
     * The server does not know the refresh token any more. Where locks do not work another program may have renewed it
     * in the meantime; otherwise the session is over.
     */
    private void refused(StoredSession before, OAuthException why) throws OAuthException {
        var stored = parts.store().load(key);
        if (stored.isPresent() && Held.isLater(stored.get(), before)) {
            held = Held.of(stored.get(), Standing.KEPT);
            if (held.freshness(parts.refreshAhead(), now()) == Freshness.EXPIRED) {
                fetch(stored.get());
            }
            return;
        }
        var ended = ended(String.valueOf(why.getMessage()));
        try {
            parts.store().delete(key);
        } catch (OAuthException e) {
            ended.addSuppressed(e);
        }
        throw ended;
    }

    private OAuthException ended(String why) {
        if (held.isUsable()) {
            held = held.as(Standing.ENDED);
            events.add(new SessionEvent.Ended(key));
        }
        return new OAuthException(Code.LOGIN_REQUIRED, why);
    }

    private Instant now() {
        return parts.time().now();
    }
}
