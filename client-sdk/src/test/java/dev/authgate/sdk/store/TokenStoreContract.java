package dev.authgate.sdk.store;

import static dev.authgate.sdk.store.SampleSessions.KEY;
import static dev.authgate.sdk.store.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store does. */
@Timeout(60)
abstract class TokenStoreContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final SessionKey OTHER = new SessionKey(KEY.issuer(), "other-cli", KEY.profile());

    /** An empty store. */
    abstract TokenStore store();

    @Test
    void has_nothing_at_first() throws Exception {
        var store = store();

        assertThat(store.load(KEY)).isEmpty();
        assertThat(store.list()).isEmpty();
        assertThat(store.delete(KEY)).isFalse();
    }

    @Test
    void gives_back_what_it_was_given() throws Exception {
        var store = store();

        store.save(KEY, session(7));

        assertThat(store.load(KEY)).contains(session(7));
        assertThat(store.list()).containsExactly(KEY);
    }

    @Test
    void keeps_a_session_without_a_refresh_token_in_place_of_one_with() throws Exception {
        var store = store();
        store.save(KEY, session(7));

        store.save(KEY, SampleSessions.withoutRefreshToken());

        assertThat(store.load(KEY)).contains(SampleSessions.withoutRefreshToken());
    }

    @Test
    void keeps_clients_apart() throws Exception {
        var store = store();
        store.save(KEY, session(1));
        store.save(OTHER, session(2));

        assertThat(store.delete(KEY)).isTrue();

        assertThat(store.load(KEY)).isEmpty();
        assertThat(store.load(OTHER)).contains(session(2));
        assertThat(store.list()).containsExactly(OTHER);
    }

    @Test
    void gives_no_session_to_another_server() throws Exception {
        var store = store();
        store.save(KEY, session(1));

        var elsewhere = new SessionKey(URI.create("https://evil.example.com"), KEY.clientId(), KEY.profile());

        assertThat(store.load(elsewhere)).isEmpty();
        assertThat(store.delete(elsewhere)).isFalse();
        assertThat(store.load(KEY)).isPresent();
    }

    @Test
    void lets_one_thread_at_a_time_work_on_a_session() throws Exception {
        var store = store();
        store.save(KEY, session(0));
        var threads = Executors.newFixedThreadPool(8);

        var work = new ArrayList<Callable<Integer>>();
        for (var thread = 0; thread < 8; thread++) {
            work.add(() -> increment(store, 10));
        }
        for (var done : threads.invokeAll(work)) {
            done.get();
        }
        threads.shutdown();

        assertThat(store.load(KEY).orElseThrow().generation()).isEqualTo(80);
    }

    static int increment(TokenStore store, int times) throws OAuthException {
        for (var time = 0; time < times; time++) {
            store.locked(KEY, PATIENCE, () -> {
                store.save(KEY, session(store.load(KEY).orElseThrow().generation() + 1));
                return KEY;
            });
        }
        return times;
    }

    @Test
    void gives_up_a_lock_that_another_thread_does_not_give_back() throws Exception {
        var store = store();
        var taken = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var holder = holdLock(store, taken, over);
        taken.await();

        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> store.locked(KEY, SHORT, () -> "never"))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.STORE))
                .withMessageContaining("locked for 50 ms");

        over.countDown();
        holder.join();
        assertThat(store.locked(KEY, PATIENCE, () -> "now")).isEqualTo("now");
    }

    private static Thread holdLock(TokenStore store, CountDownLatch taken, CountDownLatch over) {
        var holder = new Thread(() -> {
            try {
                store.locked(KEY, PATIENCE, () -> {
                    taken.countDown();
                    awaitUninterruptibly(over);
                    return KEY;
                });
            } catch (OAuthException e) {
                throw new IllegalStateException(e);
            }
        });
        holder.start();
        return holder;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void stops_waiting_for_a_lock_when_it_is_interrupted() throws Exception {
        var store = store();
        var taken = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var holder = holdLock(store, taken, over);
        taken.await();

        Thread.currentThread().interrupt();

        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> store.locked(KEY, PATIENCE, () -> "never"))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.CANCELLED));
        assertThat(Thread.interrupted()).isTrue();
        over.countDown();
        holder.join();
    }

    @Test
    void lets_the_thread_that_has_a_lock_take_it_again() throws Exception {
        var store = store();

        var answer = store.locked(KEY, PATIENCE, () -> store.locked(KEY, SHORT, () -> "inside"));

        assertThat(answer).isEqualTo("inside");
    }

    @Test
    void gives_a_lock_back_when_the_work_fails() throws Exception {
        var store = store();

        assertThatThrownBy(() -> store.locked(KEY, PATIENCE, () -> {
                    throw new OAuthException(Code.NETWORK, "no answer");
                }))
                .hasMessage("no answer");

        assertThat(store.locked(KEY, SHORT, () -> "free")).isEqualTo("free");
    }

    @Test
    void says_where_it_is_and_how_safe_that_is() {
        var description = store().description();

        assertThat(description.kind()).isNotBlank();
        assertThat(description.location()).isNotBlank();
        assertThat(description.protection()).endsWith(".");
    }
}
