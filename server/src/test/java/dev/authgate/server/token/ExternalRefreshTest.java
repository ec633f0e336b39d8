package dev.authgate.server.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.service.Company;
import dev.authgate.server.service.CompanyService.Behaviour;
import dev.authgate.server.storage.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("RFC 6749 section 6, where a company's service makes the access tokens")
class ExternalRefreshTest {
    private static final Instant NOON = RefreshFlow.NOON;
    private static final TokenSettings.Rotation ROTATION =
            new TokenSettings.Rotation(true, Duration.ofSeconds(30), false);

    private final Company company = new Company(NOON);

    @AfterEach
    void close() {
        company.close();
    }

    private HttpApiTokens there(RefreshFlow flow) {
        return new HttpApiTokens(new TokenService(company.client()), Company.TIMEOUT, flow.audit);
    }

    private static TokenResult refresh(RefreshGrant node, RefreshFlow flow, String body, Instant now) {
        return node.decide(flow.tv, RefreshFlow.form(body), RefreshFlow.DEVICE, now);
    }

    private static String refreshToken(TokenSet tokens) {
        return Objects.requireNonNull(tokens.refreshToken());
    }

    @Nested
    @DisplayName("Without rotation")
    class Fixed {
        private final RefreshFlow flow = new RefreshFlow(TokenSettings.Rotation.off());
        private final TokenSet first = flow.first("grant-1", flow.tv);
        private final RefreshGrant node = flow.nodeOf(there(flow));
        private final String body = "refresh_token=" + refreshToken(first);

        @Test
        void the_new_token_is_the_services_and_the_grant_is_ours() {
            company.desk().say("expires_in", 90);

            var tokens = RefreshFlow.tokens(refresh(node, flow, body + "&scope=read", NOON));

            assertThat(tokens.accessToken()).startsWith("company-token-");
            assertThat(tokens.expiresIn()).isEqualTo(Duration.ofSeconds(90));
            assertThat(tokens.refreshToken()).isEqualTo(first.refreshToken());
            assertThat(company.service().asked().get(0).body()).contains("\"scopes\":\"read\"");
            var standing = flow.tokens
                    .findAccessToken(SecretHash.of(tokens.accessToken()))
                    .orElseThrow();
            assertThat(standing.maker()).isEqualTo(TokenMaker.HTTP_API);
            assertThat(standing.expiresAt()).isEqualTo(NOON.plusSeconds(90));
        }

        @Test
        void a_token_never_outlives_its_grant_whatever_the_service_says() {
            company.desk().say("expires_in", Duration.ofDays(300).toSeconds());
            var almostOver = NOON.plus(Duration.ofDays(30)).minusSeconds(60);

            var tokens = RefreshFlow.tokens(refresh(node, flow, body, almostOver));

            assertThat(tokens.expiresIn()).isEqualTo(Duration.ofSeconds(60));
            assertThat(company.service().asked().get(0).body()).contains("\"expires_in\":60");
        }

        @Test
        void tokens_of_both_makers_count_before_and_after_a_switch_and_back() {
            var external = RefreshFlow.tokens(refresh(node, flow, body, NOON)).accessToken();
            var local =
                    RefreshFlow.tokens(flow.refresh(refreshToken(first), NOON)).accessToken();
            var checks = new TokenChecks(flow.accessTokensAt(NOON), flow.tokens, there(flow));
            var without = new TokenChecks(flow.accessTokensAt(NOON), flow.tokens, TokenValidation.byStandingAlone());

            for (var token : new String[] {first.accessToken(), external, local}) {
                assertThat(checks.check(token, NOON)).isPresent();
                assertThat(without.check(token, NOON)).isPresent();
            }
            assertThat(company.asked("/validate")).isEqualTo(1);
        }

        @Test
        void the_same_token_twice_is_kept_once_and_never_for_two_grants() {
            company.desk().say("access_token", "always-the-same-token");
            refresh(node, flow, body, NOON);
            refresh(node, flow, body, NOON.plusSeconds(1));
            var other = flow.first("grant-2", flow.tv);

            assertThatThrownBy(() -> refresh(node, flow, "refresh_token=" + refreshToken(other), NOON))
                    .isInstanceOf(OAuthException.class)
                    .hasMessageContaining("somebody else's");
            assertThat(flow.tokens
                            .findAccessToken(SecretHash.of("always-the-same-token"))
                            .orElseThrow()
                            .grantId())
                    .isEqualTo("grant-1");
        }

        @Test
        void what_is_refused_here_is_not_asked_there() {
            assertThat(RefreshFlow.refusal(refresh(node, flow, "refresh_token=unknown", NOON)))
                    .isEqualTo(OAuthError.INVALID_GRANT);
            assertThat(RefreshFlow.refusal(refresh(node, flow, body + "&scope=admin", NOON)))
                    .isEqualTo(OAuthError.INVALID_SCOPE);
            flow.grants.change("grant-1", Grant.Status.ACTIVE, Grant.Status.REVOKED);
            assertThat(RefreshFlow.refusal(refresh(node, flow, body, NOON))).isEqualTo(OAuthError.INVALID_GRANT);

            assertThat(company.service().asked()).isEmpty();
        }

        @Test
        void a_grant_that_ends_while_the_service_is_asked_gets_nothing() {
            var ending = flow.nodeOf(new TokenProvider() {
                @Override
                public MadeToken make(TokenOrder order) {
                    flow.grants.change("grant-1", Grant.Status.ACTIVE, Grant.Status.REVOKED);
                    return there(flow).make(order);
                }

                @Override
                public Duration patience() {
                    return Company.TIMEOUT;
                }
            });

            assertThat(RefreshFlow.refusal(refresh(ending, flow, body, NOON))).isEqualTo(OAuthError.INVALID_GRANT);
            assertThat(flow.tokens.accessTokens()).hasSize(1);
        }
    }

    @Nested
    @DisplayName("With rotation")
    class Rotating {
        private final RefreshFlow flow = new RefreshFlow(ROTATION);
        private final String presented = refreshToken(flow.first("grant-1", flow.tv));
        private final RefreshGrant node = flow.nodeOf(there(flow));
        private final String body = "refresh_token=" + presented;

        @ParameterizedTest
        @EnumSource(
                value = Behaviour.class,
                names = {"FAILS", "GARBAGE", "HANGS_UP", "REDIRECTS", "HUGE"})
        void a_failure_spends_nothing(Behaviour behaviour) {
            company.service().behave(behaviour);
            var refusal = catchThrowableOfType(OAuthException.class, () -> refresh(node, flow, body, NOON))
                    .refusal();
            assertThat(refusal.error()).isEqualTo(OAuthError.TEMPORARILY_UNAVAILABLE);

            company.service().behave(Behaviour.RIGHT);

            var tokens = RefreshFlow.tokens(refresh(node, flow, body, NOON.plus(Duration.ofHours(1))));
            assertThat(tokens.refreshToken()).isNotEqualTo(presented);
            assertThat(flow.tokens.refreshTokens()).hasSize(2);
        }

        @Test
        void however_many_race_there_is_one_successor() throws Exception {
            var slots = new Semaphore(12);
            var results = Race.run(runner -> {
                slots.acquireUninterruptibly();
                try {
                    return RefreshFlow.tokens(refresh(node, flow, body, NOON));
                } finally {
                    slots.release();
                }
            });

            assertThat(results.stream().map(TokenSet::refreshToken).distinct()).hasSize(1);
            assertThat(results.stream().map(TokenSet::accessToken).distinct()).hasSize(Race.RUNNERS);
            assertThat(flow.tokens.refreshTokens()).hasSize(2);
        }

        @Test
        void a_spent_token_after_the_grace_time_ends_the_grant_without_asking_anybody() {
            refresh(node, flow, body, NOON);

            assertThat(RefreshFlow.refusal(refresh(node, flow, body, NOON.plusSeconds(30))))
                    .isEqualTo(OAuthError.INVALID_GRANT);

            assertThat(flow.status("grant-1")).isEqualTo(Grant.Status.REVOKED);
            assertThat(company.asked("/generate")).isEqualTo(1);
        }
    }
}
