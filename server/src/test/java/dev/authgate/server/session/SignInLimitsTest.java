package dev.authgate.server.session;

import static dev.authgate.server.session.SignInFixture.HOME;
import static dev.authgate.server.session.SignInFixture.NOON;
import static dev.authgate.server.session.SignInFixture.PASSWORD;
import static dev.authgate.server.session.SignInFixture.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.session.SignInResult.Limited;
import dev.authgate.server.session.SignInResult.SignedIn;
import dev.authgate.server.user.Authentication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("NIST SP 800-63B-4 section 3.2.2: rate limiting of sign-ins")
class SignInLimitsTest {
    private final SignInFixture at = new SignInFixture();
    private final AtomicInteger looked = new AtomicInteger();
    private final SignIn signIn = at.signIn(this::look);

    @AfterEach
    void close() {
        at.close();
    }

    /** What the real one answers, without the time it takes. */
    private Authentication look(String username, String password, Origin origin, Instant now) {
        looked.incrementAndGet();
        return username.equals("alice") && password.equals(PASSWORD)
                ? new Authentication.Authenticated(at.alice)
                : new Authentication.Rejected(Authentication.Reason.WRONG_PASSWORD);
    }

    @Test
    void the_eleventh_failure_in_a_row_has_to_wait() {
        fail(10, "alice");

        var result = signIn.attempt("alice", PASSWORD, HOME, NOON);

        assertThat(result).isEqualTo(new Limited(Duration.ofSeconds(1)));
        assertThat(at.events(EventType.SIGN_IN_LIMITED))
                .containsExactly(
                        AuditEvent.of(EventType.SIGN_IN_LIMITED, NOON, HOME).on("u1"));
    }

    @Test
    void unknown_names_have_to_wait_like_known_ones_and_are_not_recorded() {
        fail(10, "mallory");

        assertThat(signIn.attempt("mallory", PASSWORD, HOME, NOON)).isEqualTo(new Limited(Duration.ofSeconds(1)));
        assertThat(at.events(EventType.SIGN_IN_LIMITED))
                .containsExactly(AuditEvent.of(EventType.SIGN_IN_LIMITED, NOON, HOME));
    }

    @Test
    void after_the_pause_the_owner_gets_in() {
        fail(10, "alice");

        assertThat(signIn.attempt("alice", PASSWORD, HOME, NOON.plusSeconds(1))).isInstanceOf(SignedIn.class);
    }

    @Test
    void many_names_from_one_network_have_to_wait_too() {
        for (int i = 0; i < 30; i++) {
            signIn.attempt("user" + i, WRONG, new Origin("203.0.113." + i, null, "r"), NOON);
        }

        assertThat(signIn.attempt("alice", PASSWORD, HOME, NOON)).isInstanceOf(Limited.class);
        assertThat(signIn.attempt("alice", PASSWORD, new Origin("203.0.114.1", null, "r"), NOON))
                .isInstanceOf(SignedIn.class);
    }

    @Test
    void an_own_account_does_not_buy_more_guesses_of_others() {
        for (int i = 0; i < 30; i++) {
            signIn.attempt("victim" + i, WRONG, HOME, NOON);
            signIn.attempt("alice", PASSWORD, HOME, NOON);
        }

        assertThat(signIn.attempt("victim", WRONG, HOME, NOON)).isInstanceOf(Limited.class);
    }

    @Test
    void a_parallel_burst_hashes_no_more_than_the_free_attempts() throws Exception {
        attemptAtOnce(40);

        assertThat(looked).hasValue(10);
        assertThat(at.failuresOfAccount("alice")).isEqualTo(10);
        assertThat(at.failuresOfNetwork()).isEqualTo(10);
        assertThat(at.events(EventType.SIGN_IN_FAILED)).hasSize(10);
        assertThat(at.events(EventType.SIGN_IN_LIMITED)).hasSize(30);
    }

    private void attemptAtOnce(int callers) throws Exception {
        var threads = Executors.newFixedThreadPool(callers);
        var barrier = new CyclicBarrier(callers);
        var futures = new ArrayList<Future<SignInResult>>();
        for (int i = 0; i < callers; i++) {
            futures.add(threads.submit(() -> {
                barrier.await();
                return signIn.attempt("alice", WRONG, HOME, NOON);
            }));
        }
        for (var future : futures) {
            future.get();
        }
        threads.shutdown();
    }

    private void fail(int times, String username) {
        for (int i = 0; i < times; i++) {
            signIn.attempt(username, WRONG, HOME, NOON);
        }
    }

    @Test
    void switched_off_nobody_has_to_wait() {
        var off = new SignInLimits(AttemptLimits.off(), at.subjects);
        var unlimited = new SignIn(at.stores, this::look, off, at.start);

        for (int i = 0; i < 50; i++) {
            unlimited.attempt("alice", WRONG, HOME, NOON);
        }

        assertThat(unlimited.attempt("alice", PASSWORD, HOME, NOON)).isInstanceOf(SignedIn.class);
        assertThat(looked).hasValue(51);
    }
}
