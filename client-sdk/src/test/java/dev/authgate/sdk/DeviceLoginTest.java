package dev.authgate.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.sdk.testkit.FakeAuthServer;
import dev.authgate.sdk.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The handle of a sign-in")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeviceLoginTest {
    /** How soon a cancelled login has to be over: the promise of the class. */
    private static final Duration SOON = Duration.ofMillis(200);

    /** A machine that is busy with other things may be late once; a login that is slow is slow each time. */
    private static final int TRIES = 5;

    private final FakeAuthServer server = FakeAuthServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Nested
    @DisplayName("shows the person")
    class Prompt {
        @Test
        void code_and_address_and_how_long_they_are_good() throws Exception {
            var clock = new ManualClock();
            try (var other = FakeAuthServer.start(clock);
                    var client = OAuthClient.builder(other.issuer(), "my-cli")
                            .time(clock)
                            .build();
                    var login = client.startDeviceLogin()) {
                var prompt = login.prompt();

                assertThat(prompt.userCode()).isEqualTo("BCDF-GHJK");
                assertThat(prompt.verificationUri()).isEqualTo(other.issuer().resolve("/device"));
                assertThat(prompt.complete()).contains(other.issuer().resolve("/device?user_code=BCDF-GHJK"));
                assertThat(prompt.expiresAt()).isEqualTo(clock.now().plus(Duration.ofMinutes(15)));
                assertThat(prompt.interval()).isEqualTo(Duration.ofSeconds(5));
                assertThat(prompt.toString()).doesNotContain("BCDF");
            }
        }

        @Test
        void the_address_that_older_servers_call_verification_url_and_numbers_in_quotes() throws Exception {
            server.onStart().altered(body -> body.replace("verification_uri\"", "verification_url\"")
                    .replace("\"expires_in\":900", "\"expires_in\":\"900\"")
                    .replace("\"interval\":5", "\"interval\":\"7\""));
            try (var client = client();
                    var login = client.startDeviceLogin()) {
                assertThat(login.prompt().verificationUri())
                        .isEqualTo(server.issuer().resolve("/device"));
                assertThat(login.prompt().interval()).isEqualTo(Duration.ofSeconds(7));
            }
        }

        @Test
        void no_address_that_is_not_safe() {
            server.onStart()
                    .altered(body -> body.replace(
                            "\"verification_uri\":\"http://localhost", "\"verification_uri\":\"http://evil.example"));

            assertProtocolFault("verification_uri");
        }

        @Test
        void no_link_that_is_not_safe() throws Exception {
            server.onStart()
                    .altered(body -> body.replaceAll(
                            "\"verification_uri_complete\":\"[^\"]*\"",
                            "\"verification_uri_complete\":\"javascript:alert(1)\""));
            try (var client = client();
                    var login = client.startDeviceLogin()) {
                assertThat(login.prompt().complete()).isEmpty();
            }
        }

        @Test
        void no_code_that_steers_the_terminal() {
            server.onStart().altered(body -> body.replace("\"user_code\":\"BCDF", "\"user_code\":\"\\u001b[2J"));

            assertProtocolFault("user_code");
        }

        @Test
        void nothing_when_the_code_has_no_lifetime() {
            server.onStart().altered(body -> body.replace("\"expires_in\":900", "\"expires_in\":0"));

            assertProtocolFault("expires_in");
        }

        private void assertProtocolFault(String member) {
            try (var client = client()) {
                assertThatThrownBy(client::startDeviceLogin)
                        .isInstanceOfSatisfying(OAuthException.class, fault -> assertThat(fault.code())
                                .isEqualTo(OAuthException.Code.PROTOCOL))
                        .hasMessageContaining(member)
                        .hasMessageNotContaining("device-code-number");
            }
        }
    }

    @Nested
    @DisplayName("cancelled")
    class Cancelled {
        @Test
        void while_it_pauses_is_over_at_once() throws Exception {
            assertBestOf(() -> {
                try (var client = client();
                        var login = client.startDeviceLogin()) {
                    var future = login.future();
                    return timeToEnd(login::cancel, future::join, new LoginResult.Cancelled());
                }
            });
        }

        @Test
        void while_a_request_hangs_is_over_at_once() throws Exception {
            assertBestOf(() -> {
                server.asksForInterval(Duration.ofMillis(1)).onPoll().hang();
                var before = server.polls().size();
                try (var client = client();
                        var login = client.startDeviceLogin()) {
                    var future = login.future();
                    while (server.polls().size() == before) {
                        Thread.onSpinWait();
                    }
                    return timeToEnd(login::cancel, future::join, new LoginResult.Cancelled());
                }
            });
        }

        @Test
        void by_its_future_is_over_at_once() throws Exception {
            assertBestOf(() -> {
                server.asksForInterval(Duration.ofMillis(1)).onPoll().hang();
                var before = server.polls().size();
                try (var client = client();
                        var login = client.startDeviceLogin()) {
                    var future = login.future();
                    while (server.polls().size() == before) {
                        Thread.onSpinWait();
                    }
                    var took = timeToEnd(() -> future.cancel(true), login::await, new LoginResult.Cancelled());
                    assertThat(future).isCancelled();
                    assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
                    return took;
                }
            });
        }

        @Test
        void by_closing_the_client_is_over_at_once() throws Exception {
            assertBestOf(() -> {
                try (var client = client();
                        var login = client.startDeviceLogin()) {
                    var future = login.future();
                    return timeToEnd(client::close, future::join, new LoginResult.Cancelled());
                }
            });
        }

        @Test
        void by_interrupting_who_waits_is_over_at_once() throws Exception {
            try (var client = client();
                    var login = client.startDeviceLogin()) {
                Thread.currentThread().interrupt();

                assertThatThrownBy(login::await).isInstanceOf(InterruptedException.class);

                assertThat(login.future().join()).isEqualTo(new LoginResult.Cancelled());
            }
        }

        @Test
        void by_a_time_out_of_its_future_leaves_no_thread() throws Exception {
            try (var client = client();
                    var login = client.startDeviceLogin()) {
                var future = login.future().orTimeout(10, TimeUnit.MILLISECONDS);

                assertThatThrownBy(future::join)
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(TimeoutException.class);

                awaitNoLoginThread();
            }
        }

        @Test
        void before_anybody_waited_starts_no_thread() throws Exception {
            try (var client = client()) {
                var login = client.startDeviceLogin();
                login.close();

                assertThat(login.await()).isEqualTo(new LoginResult.Cancelled());
                assertThat(loginThreads()).isEmpty();
            }
        }

        @Test
        void after_the_decision_changes_nothing() throws Exception {
            var clock = new ManualClock();
            try (var other = FakeAuthServer.start(clock).approve();
                    var client = OAuthClient.builder(other.issuer(), "my-cli")
                            .time(clock)
                            .build();
                    var login = client.startDeviceLogin()) {
                var result = login.await();
                login.cancel();

                assertThat(result).isInstanceOf(LoginResult.Approved.class);
                assertThat(login.await()).isEqualTo(result);
                assertThat(client.session()).isPresent();
            }
        }

        @Test
        void when_the_tokens_have_just_come_keeps_none() throws Exception {
            var clock = new CancellingClock();
            try (var other = FakeAuthServer.start();
                    var client = OAuthClient.builder(other.issuer(), "my-cli")
                            .time(clock)
                            .build();
                    var login = client.startDeviceLogin()) {
                other.onPoll().altered(body -> {
                    clock.atNextLook.set(login::cancel);
                    return body;
                });

                assertThat(login.await()).isEqualTo(new LoginResult.Cancelled());

                awaitNoLoginThread();
                assertThat(client.session()).isEmpty();
            }
        }

        @Test
        void while_the_tokens_are_on_their_way_keeps_none() throws Exception {
            var clock = new ManualClock();
            try (var other = FakeAuthServer.start(clock);
                    var client = OAuthClient.builder(other.issuer(), "my-cli")
                            .time(clock)
                            .build();
                    var login = client.startDeviceLogin()) {
                other.onPoll().altered(body -> {
                    login.cancel();
                    return body;
                });

                assertThat(login.await()).isEqualTo(new LoginResult.Cancelled());

                awaitNoLoginThread();
                assertThat(client.session()).isEmpty();
            }
        }
    }

    @Nested
    @DisplayName("tells its listeners")
    class Events {
        @Test
        void all_of_them_even_when_one_fails() throws Exception {
            var clock = new ManualClock();
            var told = new AtomicInteger();
            try (var other = FakeAuthServer.start(clock).approve();
                    var client = OAuthClient.builder(other.issuer(), "my-cli")
                            .time(clock)
                            .build();
                    var login = client.startDeviceLogin()) {
                login.onEvent(event -> {
                    throw new IllegalStateException("a listener's own fault, part of this test");
                });
                login.onEvent(event -> told.incrementAndGet());

                assertThat(login.await()).isInstanceOf(LoginResult.Approved.class);
                assertThat(told.get()).isPositive();
            }
        }
    }

    @Test
    void ends_with_the_fault_of_the_store_that_cannot_keep_its_tokens() throws Exception {
        var clock = new ManualClock();
        try (var other = FakeAuthServer.start(clock).approve();
                var client = OAuthClient.builder(other.issuer(), "my-cli")
                        .time(clock)
                        .store(new FullStore())
                        .build();
                var login = client.startDeviceLogin()) {
            assertThatThrownBy(login::await)
                    .isInstanceOfSatisfying(OAuthException.class, fault -> assertThat(fault.code())
                            .isEqualTo(OAuthException.Code.STORE));
        }
    }

    /** Cancels between a request's end and what follows from its answer. */
    private static final class CancellingClock implements TimeSource {
        private final ManualClock clock = new ManualClock();
        private final AtomicReference<@Nullable Runnable> atNextLook = new AtomicReference<>();

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public long monotonicNanos() {
            var action = atNextLook.getAndSet(null);
            if (action != null) {
                action.run();
            }
            return clock.monotonicNanos();
        }

        @Override
        public boolean await(CountDownLatch wakeUp, Duration atMost) throws InterruptedException {
            return clock.await(wakeUp, atMost);
        }
    }

    private OAuthClient client() {
        return OAuthClient.builder(server.issuer(), "my-cli")
                .endpoints(server.endpoints())
                .build();
    }

    private static Duration timeToEnd(Runnable ending, Waiting waiting, LoginResult expected) throws Exception {
        var start = System.nanoTime();
        ending.run();
        assertThat(waiting.end()).isEqualTo(expected);
        awaitNoLoginThread();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void assertBestOf(Attempt attempt) throws Exception {
        var best = Duration.ofDays(1);
        for (var tried = 0; tried < TRIES && best.compareTo(SOON) >= 0; tried++) {
            var took = attempt.run();
            best = took.compareTo(best) < 0 ? took : best;
        }
        assertThat(best).isLessThan(SOON);
    }

    private static void awaitNoLoginThread() throws InterruptedException {
        for (var thread : loginThreads()) {
            thread.join();
        }
    }

    private static List<Thread> loginThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("authgate-login"))
                .toList();
    }

    @FunctionalInterface
    private interface Attempt {
        Duration run() throws Exception;
    }

    @FunctionalInterface
    private interface Waiting {
        LoginResult end() throws Exception;
    }
}
