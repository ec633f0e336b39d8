package dev.authgate.server.device;

import static dev.authgate.server.device.DeviceFlow.ALEX;
import static dev.authgate.server.device.DeviceFlow.DEVICE;
import static dev.authgate.server.device.DeviceFlow.NOON;
import static dev.authgate.server.device.DeviceFlow.form;
import static dev.authgate.server.device.DeviceFlow.refusal;
import static dev.authgate.server.device.DeviceFlow.tokens;
import static dev.authgate.server.oauth.OAuthError.ACCESS_DENIED;
import static dev.authgate.server.oauth.OAuthError.AUTHORIZATION_PENDING;
import static dev.authgate.server.oauth.OAuthError.EXPIRED_TOKEN;
import static dev.authgate.server.oauth.OAuthError.INVALID_GRANT;
import static dev.authgate.server.oauth.OAuthError.SLOW_DOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.audit.EventType;
import dev.authgate.server.device.DeviceAuthorization.Status;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.token.TokenResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8628 section 3.4: Device Access Token Request")
class DeviceCodeGrantTest {
    private static final Instant END = NOON.plus(Duration.ofMinutes(30));

    private final DeviceFlow flow = new DeviceFlow();
    private final DeviceRequest.Issued issued = flow.start();

    @Nested
    @DisplayName("whose code is it?")
    class Ownership {
        @Test
        void a_device_code_is_required() {
            assertThatThrownBy(() -> flow.grant.decide(flow.client, form("device_code="), DEVICE, NOON))
                    .isInstanceOf(OAuthException.class)
                    .hasMessageStartingWith("invalid_request");
        }

        @Test
        void an_unknown_code_is_an_invalid_grant() {
            assertThat(refusal(flow.poll("unknown", NOON))).isEqualTo(INVALID_GRANT);
        }

        @Test
        void a_user_code_is_no_device_code() {
            assertThat(refusal(flow.poll(issued.userCode().shown(), NOON))).isEqualTo(INVALID_GRANT);
        }

        @Test
        void another_clients_code_is_an_invalid_grant_and_its_poll_does_not_count() {
            var stranger = DeviceFlow.client("client-2", Set.of(GrantType.DEVICE_CODE));

            var result = flow.grant.decide(stranger, form("device_code=" + issued.deviceCode()), DEVICE, NOON);

            assertThat(refusal(result)).isEqualTo(INVALID_GRANT);
            assertThat(refusal(flow.poll(issued.deviceCode(), NOON))).isEqualTo(AUTHORIZATION_PENDING);
        }
    }

    @Nested
    @DisplayName("pace")
    class Pace {
        @Test
        void a_pending_poll_writes_nothing() {
            var before = flow.find(issued);

            flow.poll(issued.deviceCode(), NOON);

            assertThat(flow.find(issued)).isEqualTo(before);
            assertThat(flow.audited()).containsExactly(EventType.DEVICE_REQUESTED);
        }

        @Test
        void a_poll_too_soon_is_told_the_longer_interval_which_is_stored() {
            flow.poll(issued.deviceCode(), NOON);

            var result = (TokenResult.Refused) flow.poll(issued.deviceCode(), NOON.plusSeconds(1));

            assertThat(result.refusal().error()).isEqualTo(SLOW_DOWN);
            assertThat(result.refusal().interval()).isEqualTo(Duration.ofSeconds(10));
            assertThat(flow.find(issued).interval()).isEqualTo(Duration.ofSeconds(10));
            assertThat(flow.news.announced()).containsExactly(SecretHash.of(issued.deviceCode()));
        }

        @Test
        void the_interval_grows_no_longer_than_the_code_lives() {
            for (var i = 0; i < 400; i++) {
                flow.poll(issued.deviceCode(), NOON);
            }

            assertThat(flow.find(issued).interval()).isEqualTo(Duration.ofMinutes(30));
        }

        @Test
        void the_longer_interval_holds_on_every_node_and_after_a_restart() {
            flow.poll(issued.deviceCode(), NOON);
            flow.poll(issued.deviceCode(), NOON.plusSeconds(1));
            var other = flow.anotherNode();
            var code = form("device_code=" + issued.deviceCode());

            assertThat(refusal(other.decide(flow.client, code, DEVICE, NOON.plusSeconds(20))))
                    .isEqualTo(AUTHORIZATION_PENDING);
            assertThat(refusal(other.decide(flow.client, code, DEVICE, NOON.plusSeconds(26))))
                    .isEqualTo(SLOW_DOWN);
        }

        @Test
        void a_code_approved_on_another_node_is_redeemed_by_the_next_poll_however_soon_it_comes() {
            var other = flow.anotherNode();
            var code = form("device_code=" + issued.deviceCode());
            other.decide(flow.client, code, DEVICE, NOON);

            flow.approve(issued, NOON);

            assertThat(other.decide(flow.client, code, DEVICE, NOON)).isInstanceOf(TokenResult.Issued.class);
        }
    }

    @Nested
    @DisplayName("a decision that this node has not heard of")
    class UnheardOf {
        @Test
        void counts_although_the_poll_came_too_soon() {
            flow.poll(issued.deviceCode(), NOON);
            approveElsewhere(NOON);

            assertThat(flow.poll(issued.deviceCode(), NOON.plusMillis(500))).isInstanceOf(TokenResult.Issued.class);
        }

        @Test
        void counts_although_the_code_seems_to_expire_with_this_poll() {
            flow.poll(issued.deviceCode(), END.minusMillis(500));
            approveElsewhere(END.minusMillis(300));

            assertThat(flow.poll(issued.deviceCode(), END)).isInstanceOf(TokenResult.Issued.class);
            assertThat(flow.audited()).doesNotContain(EventType.DEVICE_EXPIRED);
        }

        private void approveElsewhere(Instant now) {
            var waiting = flow.find(issued);
            flow.authorizations
                    .replacing(waiting, waiting.approve(DeviceFlow.ALEX.id(), now))
                    .attempt();
        }
    }

    @Nested
    @DisplayName("redemption")
    class Redeeming {
        @Test
        void gives_an_access_token_a_refresh_token_and_the_scopes() {
            flow.approve(issued, NOON);

            var set = tokens(flow.poll(issued.deviceCode(), NOON));

            assertThat(set.accessToken()).matches("[^.]+\\.[^.]+\\.[^.]+");
            assertThat(set.refreshToken()).matches("agr_[A-Za-z0-9_-]{43}");
            assertThat(set.expiresIn()).isEqualTo(Duration.ofHours(1));
            assertThat(set.scopes()).hasToString("read write");
        }

        @Test
        void gives_no_refresh_token_to_a_client_that_may_not_refresh() {
            var once = DeviceFlow.client("client-2", Set.of(GrantType.DEVICE_CODE));
            flow.clients.add(once);
            var other = flow.request.request(once, form(""), DEVICE, NOON);
            flow.approve(other, NOON);

            var result = flow.grant.decide(once, form("device_code=" + other.deviceCode()), DEVICE, NOON);

            assertThat(tokens(result).refreshToken()).isNull();
            assertThat(flow.tokens.refreshTokens()).isEmpty();
        }

        @Test
        void makes_a_grant_that_remembers_the_device() {
            flow.approve(issued, NOON);

            flow.poll(issued.deviceCode(), NOON.plusSeconds(3));

            assertThat(flow.grants.all()).singleElement().satisfies(grant -> {
                assertThat(grant.userId()).isEqualTo(ALEX.id());
                assertThat(grant.clientId()).isEqualTo("client-1");
                assertThat(grant.address()).isEqualTo("203.0.113.24");
                assertThat(grant.createdAt()).isEqualTo(NOON.plusSeconds(3));
                assertThat(grant.expiresAt()).isEqualTo(NOON.plusSeconds(3).plus(Duration.ofDays(30)));
            });
        }

        @Test
        void happens_once_and_a_replay_revokes_nothing_but_is_audited() {
            flow.approve(issued, NOON);
            flow.poll(issued.deviceCode(), NOON);

            assertThat(refusal(flow.poll(issued.deviceCode(), NOON))).isEqualTo(INVALID_GRANT);
            assertThat(flow.grants.all()).singleElement().satisfies(grant -> assertThat(grant.status())
                    .isEqualTo(dev.authgate.server.token.Grant.Status.ACTIVE));
            assertThat(flow.audited())
                    .containsExactly(
                            EventType.DEVICE_REQUESTED, EventType.DEVICE_REDEEMED, EventType.DEVICE_CODE_REPLAYED);
        }

        @Test
        void is_refused_when_the_user_was_disabled_meanwhile() {
            flow.approve(issued, NOON);
            flow.users.replace(ALEX, ALEX.disabled());

            assertThat(refusal(flow.poll(issued.deviceCode(), NOON))).isEqualTo(ACCESS_DENIED);
            assertThat(flow.grants.all()).isEmpty();
        }

        @RepeatedTest(20)
        void gives_tokens_to_exactly_one_of_many_polls_on_two_nodes() throws Exception {
            flow.approve(issued, NOON);
            var code = form("device_code=" + issued.deviceCode());
            var second = flow.anotherNode();

            var results = atOnce(16, index -> (index % 2 == 0 ? flow.grant : second)
                    .decide(flow.client, code, DEVICE, NOON.plusSeconds(1)));

            assertThat(results).filteredOn(TokenResult.Issued.class::isInstance).hasSize(1);
            assertThat(results)
                    .filteredOn(TokenResult.Refused.class::isInstance)
                    .extracting(DeviceFlow::refusal)
                    .containsOnly(INVALID_GRANT)
                    .hasSize(15);
            assertThat(flow.grants.all()).hasSize(1);
        }
    }

    @Nested
    @DisplayName("the end")
    class End {
        @Test
        void a_denied_code_stays_denied() {
            flow.deny(issued, NOON);

            assertThat(refusal(flow.poll(issued.deviceCode(), NOON.plusSeconds(1))))
                    .isEqualTo(ACCESS_DENIED);
            assertThat(refusal(flow.poll(issued.deviceCode(), NOON.plusSeconds(9))))
                    .isEqualTo(ACCESS_DENIED);
        }

        @Test
        void an_expired_code_is_stored_as_such_and_audited_once() {
            assertThat(refusal(flow.poll(issued.deviceCode(), END))).isEqualTo(EXPIRED_TOKEN);
            assertThat(refusal(flow.poll(issued.deviceCode(), END.minusSeconds(600))))
                    .isEqualTo(EXPIRED_TOKEN);

            assertThat(flow.find(issued).status()).isEqualTo(Status.EXPIRED);
            assertThat(flow.audited()).containsExactly(EventType.DEVICE_REQUESTED, EventType.DEVICE_EXPIRED);
        }

        @Test
        void an_approved_code_that_nobody_collected_expires_too() {
            flow.approve(issued, END.minusSeconds(1));

            assertThat(refusal(flow.poll(issued.deviceCode(), END.plusSeconds(60))))
                    .isEqualTo(EXPIRED_TOKEN);
            assertThat(flow.grants.all()).isEmpty();
        }

        @RepeatedTest(20)
        void approve_deny_and_poll_raced_leave_one_decision_and_at_most_one_grant() throws Exception {
            var waiting = flow.find(issued);

            var results = atOnce(9, index -> switch (index % 3) {
                case 0 ->
                    flow.authorizations
                            .replacing(waiting, waiting.approve(ALEX.id(), NOON))
                            .attempt();
                case 1 ->
                    flow.authorizations
                            .replacing(waiting, waiting.deny(ALEX.id(), NOON))
                            .attempt();
                default -> flow.poll(issued.deviceCode(), NOON);
            });

            assertThat(results).filteredOn(Boolean.TRUE::equals).hasSize(1);
            var denied = flow.find(issued).status() == Status.DENIED;
            var last = flow.poll(issued.deviceCode(), NOON.plusSeconds(120));
            if (denied) {
                assertThat(refusal(last)).isEqualTo(OAuthError.ACCESS_DENIED);
            }
            assertThat(flow.grants.all()).hasSize(denied ? 0 : 1);
        }
    }

    private interface Indexed<T> {
        T run(int index);
    }

    private static <T> List<T> atOnce(int threads, Indexed<T> work) throws Exception {
        var barrier = new CyclicBarrier(threads);
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var tasks = new ArrayList<Callable<T>>();
            for (var i = 0; i < threads; i++) {
                var index = i;
                tasks.add(() -> {
                    barrier.await();
                    return work.run(index);
                });
            }
            var results = new ArrayList<T>();
            for (Future<T> future : pool.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
