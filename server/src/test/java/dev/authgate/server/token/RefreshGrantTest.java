package dev.authgate.server.token;

import static dev.authgate.server.oauth.OAuthError.INVALID_GRANT;
import static dev.authgate.server.oauth.OAuthError.INVALID_SCOPE;
import static dev.authgate.server.token.RefreshFlow.NOON;
import static dev.authgate.server.token.RefreshFlow.refusal;
import static dev.authgate.server.token.RefreshFlow.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.audit.EventType;
import dev.authgate.server.client.TokenPolicy;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Race;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749 section 6: Refreshing an Access Token")
class RefreshGrantTest {
    private static final Duration GRACE = Duration.ofSeconds(30);

    @Nested
    @DisplayName("fixed mode")
    class Fixed {
        private final RefreshFlow flow = new RefreshFlow(TokenSettings.Rotation.off());
        private final TokenSet first = flow.first("grant", flow.tv);
        private final String token = Objects.requireNonNull(first.refreshToken());

        @Test
        void gives_a_new_access_token_and_the_same_refresh_token() {
            var second = tokens(flow.refresh(token, NOON.plusSeconds(60)));

            assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
            assertThat(second.refreshToken()).isEqualTo(token);
            assertThat(flow.dead(second.accessToken(), NOON.plusSeconds(60))).isFalse();
            assertThat(flow.dead(first.accessToken(), NOON.plusSeconds(60))).isFalse();
        }

        @Test
        void notes_when_and_from_where_the_grant_was_used() {
            flow.refresh(token, NOON.plusSeconds(60));

            var grant = flow.grants.find("grant").orElseThrow();
            assertThat(grant.lastUsedAt()).isEqualTo(NOON.plusSeconds(60));
            assertThat(grant.lastAddress()).isEqualTo("203.0.113.24");
            assertThat(grant.expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(30)));
        }

        @Test
        void honours_a_narrower_scope_and_keeps_the_whole_grant_for_later() {
            var narrow = tokens(flow.refresh(flow.tv, "scope=read&refresh_token=" + token, NOON));
            var whole = tokens(flow.refresh(token, NOON));

            assertThat(narrow.scopes()).hasToString("read");
            assertThat(whole.scopes()).hasToString("read write");
        }

        @Test
        void refuses_a_scope_beyond_the_grant_and_spends_nothing() {
            assertThat(refusal(flow.refresh(flow.tv, "scope=admin&refresh_token=" + token, NOON)))
                    .isEqualTo(INVALID_SCOPE);
            assertThat(flow.refresh(token, NOON)).isInstanceOf(TokenResult.Issued.class);
        }

        @Test
        void refuses_another_clients_token_which_stays_good() {
            assertThat(refusal(flow.refresh(flow.radio, "refresh_token=" + token, NOON)))
                    .isEqualTo(INVALID_GRANT);
            assertThat(flow.refresh(token, NOON)).isInstanceOf(TokenResult.Issued.class);
        }

        @Test
        void refuses_what_is_no_refresh_token() {
            assertThat(refusal(flow.refresh("agr_unknown", NOON))).isEqualTo(INVALID_GRANT);
            assertThat(refusal(flow.refresh(first.accessToken(), NOON))).isEqualTo(INVALID_GRANT);
            assertThat(refusal(flow.refresh(token + "x", NOON))).isEqualTo(INVALID_GRANT);
            assertThatThrownBy(() -> flow.refresh(flow.tv, "refresh_token=", NOON))
                    .isInstanceOf(OAuthException.class)
                    .hasMessageStartingWith("invalid_request");
        }

        @Test
        void refuses_when_the_grant_is_over_disabled_or_revoked() {
            var end = NOON.plus(Duration.ofDays(30));

            assertThat(flow.refresh(token, end.minusSeconds(1))).isInstanceOf(TokenResult.Issued.class);
            assertThat(refusal(flow.refresh(token, end))).isEqualTo(INVALID_GRANT);
            flow.grants.change("grant", Grant.Status.ACTIVE, Grant.Status.DISABLED);
            assertThat(refusal(flow.refresh(token, NOON))).isEqualTo(INVALID_GRANT);
            flow.grants.change("grant", Grant.Status.DISABLED, Grant.Status.ACTIVE);
            assertThat(flow.refresh(token, NOON)).isInstanceOf(TokenResult.Issued.class);
            flow.grants.change("grant", Grant.Status.ACTIVE, Grant.Status.REVOKED);
            assertThat(refusal(flow.refresh(token, NOON))).isEqualTo(INVALID_GRANT);
        }

        @Test
        void refuses_when_the_user_is_disabled() {
            var ann = flow.users.find("ann").orElseThrow();
            flow.users.replace(ann, ann.disabled());

            assertThat(refusal(flow.refresh(token, NOON))).isEqualTo(INVALID_GRANT);
        }

        @Test
        void never_lets_an_access_token_outlive_its_grant() {
            var late = NOON.plus(Duration.ofDays(30)).minusSeconds(10);

            assertThat(tokens(flow.refresh(token, late)).expiresIn()).isEqualTo(Duration.ofSeconds(10));
        }

        @Test
        void follows_the_lifetime_and_rotation_of_the_client() {
            var own = flow.tv.with(new TokenPolicy(Duration.ofMinutes(5), null, true));

            var second = tokens(flow.refresh(own, "refresh_token=" + token, NOON));

            assertThat(second.expiresIn()).isEqualTo(Duration.ofMinutes(5));
            assertThat(second.refreshToken()).isNotEqualTo(token);
        }

        @Test
        void is_audited() {
            flow.refresh(token, NOON);

            assertThat(flow.audited()).containsExactly(EventType.TOKEN_REFRESHED);
        }
    }

    @Nested
    @DisplayName("RFC 9700 section 4.14.2: rotation mode")
    class Rotating {
        private final RefreshFlow flow = new RefreshFlow(new TokenSettings.Rotation(true, GRACE, false));
        private final TokenSet first = flow.first("grant", flow.tv);
        private final String token = Objects.requireNonNull(first.refreshToken());

        @Test
        void gives_a_new_refresh_token_each_time() {
            var current = token;
            for (var i = 0; i < 20; i++) {
                var next = tokens(flow.refresh(current, NOON.plusSeconds(60L * i)));
                assertThat(next.refreshToken()).isNotNull().isNotEqualTo(current);
                current = Objects.requireNonNull(next.refreshToken());
            }
        }

        @Test
        void gives_the_same_successor_again_within_the_grace_time() {
            var successor = tokens(flow.refresh(token, NOON)).refreshToken();

            var again = tokens(flow.refresh(token, NOON.plus(GRACE).minusMillis(1)));

            assertThat(again.refreshToken()).isEqualTo(successor);
            assertThat(flow.tokens.refreshTokens()).hasSize(2);
        }

        @Test
        void ends_the_grant_when_a_spent_token_comes_back_after_the_grace_time() {
            var second = tokens(flow.refresh(token, NOON));

            assertThat(refusal(flow.refresh(token, NOON.plus(GRACE)))).isEqualTo(INVALID_GRANT);

            var successor = Objects.requireNonNull(second.refreshToken());
            assertThat(refusal(flow.refresh(successor, NOON.plus(GRACE)))).isEqualTo(INVALID_GRANT);
            assertThat(flow.dead(second.accessToken(), NOON.plus(GRACE))).isTrue();
            assertThat(flow.status("grant")).isEqualTo(Grant.Status.REVOKED);
            assertThat(flow.audited()).containsExactly(EventType.TOKEN_REFRESHED, EventType.REFRESH_TOKEN_REUSED);
        }

        @Test
        void leaves_other_grants_alone_when_one_ends() {
            var other = flow.first("other", flow.tv);
            flow.refresh(token, NOON);
            flow.refresh(token, NOON.plus(GRACE));

            assertThat(flow.dead(other.accessToken(), NOON)).isFalse();
        }

        @Test
        void a_token_that_only_looks_like_a_spent_one_ends_nothing() {
            flow.refresh(token, NOON);

            assertThat(refusal(flow.refresh(token + "x", NOON.plus(GRACE)))).isEqualTo(INVALID_GRANT);
            assertThat(flow.status("grant")).isEqualTo(Grant.Status.ACTIVE);
        }

        @Test
        void a_refused_scope_spends_nothing() {
            flow.refresh(flow.tv, "scope=admin&refresh_token=" + token, NOON);

            assertThat(flow.tokens
                            .findRefreshToken(SecretHash.of(token))
                            .orElseThrow()
                            .spentAt())
                    .isNull();
        }

        @Test
        void the_grant_still_ends_when_it_was_said_to() {
            flow.refresh(token, NOON.plus(Duration.ofDays(1)));

            assertThat(flow.grants.find("grant").orElseThrow().expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(30)));
        }

        @Test
        void the_successor_is_kept_sealed() {
            var successor =
                    Objects.requireNonNull(tokens(flow.refresh(token, NOON)).refreshToken());
            var spent = flow.tokens.findRefreshToken(SecretHash.of(token)).orElseThrow();

            assertThat(spent.sealedSuccessor()).doesNotContain(successor.substring(4));
            assertThat(spent.toString()).doesNotContain(Objects.requireNonNull(spent.sealedSuccessor()));
        }

        @RepeatedTest(10)
        void gives_every_one_of_many_racing_callers_on_two_nodes_the_same_successor() throws Exception {
            var second = flow.node();

            var results = Race.run(runner -> (runner % 2 == 0 ? flow.refreshGrant : second)
                    .decide(flow.tv, RefreshFlow.form("refresh_token=" + token), RefreshFlow.DEVICE, NOON));

            assertThat(results).allMatch(TokenResult.Issued.class::isInstance);
            assertThat(results.stream()
                            .map(RefreshFlow::tokens)
                            .map(TokenSet::refreshToken)
                            .distinct())
                    .hasSize(1);
            assertThat(flow.tokens.refreshTokens()).hasSize(2);
        }
    }

    @Nested
    @DisplayName("rotation mode with other settings")
    class OtherSettings {
        @Test
        void without_grace_a_spent_token_is_reuse_at_once() {
            var flow = new RefreshFlow(new TokenSettings.Rotation(true, Duration.ZERO, false));
            var token = Objects.requireNonNull(flow.first("grant", flow.tv).refreshToken());
            flow.refresh(token, NOON);

            assertThat(refusal(flow.refresh(token, NOON))).isEqualTo(INVALID_GRANT);
            assertThat(flow.status("grant")).isEqualTo(Grant.Status.REVOKED);
        }

        @Test
        void sliding_makes_the_lifetime_begin_again() {
            var flow = new RefreshFlow(new TokenSettings.Rotation(true, GRACE, true));
            var token = Objects.requireNonNull(flow.first("grant", flow.tv).refreshToken());

            flow.refresh(token, NOON.plus(Duration.ofDays(10)));

            assertThat(flow.grants.find("grant").orElseThrow().expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(40)));
        }
    }
}
