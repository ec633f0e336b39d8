package dev.authgate.sdk;

import dev.authgate.sdk.Held.Standing;
import dev.authgate.sdk.store.SessionKey;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one handle holds, and its renewals: one at a time, which all callers share. */
final class Renewals {
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);
    private static final Duration SHORTEST_REST = Duration.ofMillis(100);
    /** A rest after a fault is this share of the token's lifetime. */
    private static final int REST_SHARE = 40;

    private final SessionParts parts;
    private final SessionKey key;
    private volatile Held held;
    private volatile Rest rest;
    private @Nullable Detached<Held> running;

    /** After a fault: until when to let the server be, and whether that also holds for callers who need a token now. */
    private record Rest(long untilNanos, @Nullable OAuthException forEveryone) {}

    Renewals(SessionParts parts, SessionKey key, Held held) {
        this.parts = parts;
        this.key = key;
        this.held = held;
        this.rest = restOf(Duration.ZERO, null);
    }

    private Rest restOf(Duration length, @Nullable OAuthException forEveryone) {
        return new Rest(parts.time().monotonicNanos() + length.toNanos(), forEveryone);
    }

    Held held() {
        return held;
    }

    /** Renews behind a token that is still good, unless that was tried a moment ago. */
    void behind(@Nullable String unwanted) {
        if (restLeft().isZero()) {
            join(unwanted);
        }
    }

    /** Waits for a token other than {@code unwanted}. */
    Held renewed(@Nullable String unwanted) throws OAuthException {
        var asked = rest.forEveryone();
        var left = restLeft();
        if (asked != null && !left.isZero()) {
            throw Detached.copy(asked, Optional.of(left));
        }
        // The renewal that is running may have begun for an older token, and bring just the unwanted one.
        var outcome = join(unwanted).await();
        return outcome.session().accessToken().equals(unwanted) ? join(unwanted).await() : outcome;
    }

    private Duration restLeft() {
        var left = rest.untilNanos() - parts.time().monotonicNanos();
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    private synchronized Detached<Held> join(@Nullable String unwanted) {
        var current = running;
        if (current == null) {
            current = Detached.start("authgate-refresh", () -> run(unwanted));
            running = current;
        }
        return current;
    }

    private Held run(@Nullable String unwanted) throws OAuthException {
        var events = new Events(parts.listener());
        var renewal = new Renewal(parts, key, events, this::held);
        try {
            renewal.run(unwanted);
            succeeded(renewal.outcome());
            return renewal.outcome();
        } catch (OAuthException e) {
            failed(renewal.outcome(), e);
            // Cancelled by closing the client: nobody waits for a later one.
            if (renewal.outcome().isUsable() && e.code() != OAuthException.Code.CANCELLED) {
                events.add(new SessionEvent.RefreshDelayed(key, e));
            }
            throw e;
        } finally {
            finish(renewal.outcome());
            events.tell();
        }
    }

    private void succeeded(Held outcome) {
        rest = restOf(outcome.standing() == Standing.NOT_KEPT ? pause(outcome) : Duration.ZERO, null);
    }

    private void failed(Held outcome, OAuthException fault) {
        var pause = pause(outcome);
        var wait =
                fault.retryAfter().filter(asked -> asked.compareTo(pause) > 0).orElse(pause);
        rest = restOf(wait, fault.retryAfter().isPresent() ? fault : null);
    }

    private static Duration pause(Held held) {
        var session = held.session();
        var share = Duration.between(session.accessTokenIssuedAt(), session.accessTokenExpiresAt())
                .dividedBy(REST_SHARE);
        if (share.compareTo(LONGEST_REST) > 0) {
            return LONGEST_REST;
        }
        return share.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : share;
    }

    /** A handle that signed out meanwhile stays signed out. */
    private synchronized void finish(Held outcome) {
        if (held.standing() != Standing.LOGGED_OUT) {
            held = outcome;
        }
        running = null;
    }

    synchronized Held logOut() {
        var before = held;
        held = before.as(Standing.LOGGED_OUT);
        return before;
    }
}
