package dev.authgate.sdk;

import static dev.authgate.sdk.ScriptedEndpoints.LIFETIME;
import static dev.authgate.sdk.ScriptedEndpoints.issued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.StoredSession;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/** A session over a store, a server and a clock that do as the test says. */
abstract class SessionFixture {
    static final SessionKey KEY =
            new SessionKey(URI.create("https://auth.example.com"), "my-cli", SessionKey.DEFAULT_PROFILE);
    static final Duration STALE = LIFETIME.minusMinutes(4);
    static final Duration EXPIRED = LIFETIME.minusSeconds(20);

    final StoppedTime time = new StoppedTime();
    final UnwillingStore store = new UnwillingStore();
    final ScriptedEndpoints server = new ScriptedEndpoints();
    final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    final SessionParts parts =
            new SessionParts(server, store, time, events::add, new OkHttpClient(), RefreshAhead.DEFAULT);

    Session started() throws OAuthException {
        return Session.started(parts, KEY, issued(0, LIFETIME));
    }

    Session resumed() throws OAuthException {
        return Session.resumed(parts, KEY).orElseThrow();
    }

    <T extends SessionEvent> T next(Class<T> type) throws InterruptedException {
        var event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).isInstanceOf(type);
        return type.cast(event);
    }

    static OAuthException faultOf(ThrowingCall call) {
        try {
            call.run();
        } catch (OAuthException e) {
            return e;
        }
        throw new AssertionError("no fault");
    }

    @FunctionalInterface
    interface ThrowingCall {
        void run() throws OAuthException;
    }

    StoredSession stored() {
        return store.inside.load(KEY).orElseThrow();
    }

    static void awaitToken(Session session, String text) throws OAuthException {
        var giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!session.accessToken().reveal().equals(text)) {
            assertThat(System.nanoTime()).as("waiting for " + text).isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }
}
