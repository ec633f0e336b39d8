package dev.authgate.sdk;

import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.internal.IssuedTokens;
import dev.authgate.sdk.internal.SessionEndpoints;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A token endpoint that rotates refresh tokens, and that fails when the test says so. */
final class ScriptedEndpoints implements SessionEndpoints {
    static final Duration LIFETIME = Duration.ofHours(1);

    final List<String> refreshed = new ArrayList<>();
    final List<String> revoked = new ArrayList<>();
    private final Deque<OAuthException> faults = new ArrayDeque<>();
    private Duration lifetime = LIFETIME;
    private volatile @Nullable CountDownLatch gate;

    static IssuedTokens issued(int number, Duration lifetime) {
        return new IssuedTokens("access-" + number, lifetime, "refresh-" + number, List.of("read"));
    }

    synchronized ScriptedEndpoints failing(OAuthException... next) {
        faults.addAll(List.of(next));
        return this;
    }

    synchronized ScriptedEndpoints issuingFor(Duration nextLifetime) {
        lifetime = nextLifetime;
        return this;
    }

    /** Answers no refresh until the latch opens. */
    ScriptedEndpoints waitingFor(CountDownLatch latch) {
        gate = latch;
        return this;
    }

    static OAuthException fault(Code code) {
        return new OAuthException(code, "scripted " + code);
    }

    static OAuthException busy(Duration retryAfter) {
        return new OAuthException(
                Code.SERVER, "scripted 503", new OAuthException.Detail(null, null, "req-1", retryAfter), null);
    }

    @Override
    public IssuedTokens refresh(String refreshToken) throws OAuthException {
        var held = gate;
        if (held != null) {
            awaitUninterruptibly(held);
        }
        return answer(refreshToken);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a refresh", e);
        }
    }

    private synchronized IssuedTokens answer(String refreshToken) throws OAuthException {
        refreshed.add(refreshToken);
        var fault = faults.poll();
        if (fault != null) {
            throw fault;
        }
        return issued(refreshed.size(), lifetime);
    }

    @Override
    public synchronized void revoke(String token) throws OAuthException {
        revoked.add(token);
        var fault = faults.poll();
        if (fault != null) {
            throw fault;
        }
    }

    synchronized List<String> refreshed() {
        return List.copyOf(refreshed);
    }
}
