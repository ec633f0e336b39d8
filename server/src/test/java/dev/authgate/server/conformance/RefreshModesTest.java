package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.TV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.client.TokenPolicy;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.storage.Race;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Requirements 1.5: refreshing in the other modes (RFC 9700 section 4.14.2)")
class RefreshModesTest {
    @RegisterExtension
    static final AppUnderTest STRICT =
            AppUnderTest.with(Map.of("LIMITS", "off", "ENABLE_TOKEN_ROTATION", "true", "REFRESH_TOKEN_GRACE", "0s"));

    @RegisterExtension
    static final AppUnderTest GRACEFUL = AppUnderTest.with(Map.of("LIMITS", "off", "ENABLE_TOKEN_ROTATION", "true"));

    @RegisterExtension
    static final AppUnderTest BRIEF = AppUnderTest.with(Map.of(
            "LIMITS",
            "off",
            "ENABLE_TOKEN_ROTATION",
            "true",
            "REFRESH_TOKEN_EXPIRATION",
            "2h",
            "JWT_EXPIRATION",
            "10m"));

    @RegisterExtension
    static final AppUnderTest SLIDING = AppUnderTest.with(Map.of(
            "LIMITS",
            "off",
            "REFRESH_TOKEN_SLIDING",
            "true",
            "REFRESH_TOKEN_EXPIRATION",
            "2h",
            "JWT_EXPIRATION",
            "10m"));

    @RegisterExtension
    static final AppUnderTest WITHOUT = AppUnderTest.with(Map.of("LIMITS", "off", "ENABLE_REFRESH_TOKENS", "false"));

    private static String access(Reply tokens) {
        return tokens.text("access_token");
    }

    private static String refresh(Reply tokens) {
        return tokens.text("refresh_token");
    }

    @Nested
    @DisplayName("Rotation without grace")
    class Strict {
        private final OAuth oauth = STRICT.oauth();

        @Test
        @Tag("RF-09")
        void gives_a_public_client_another_refresh_token_each_time() {
            var first = STRICT.tokens(Person.ANN, TV);

            var second = oauth.refresh(TV, refresh(first)).json(200);
            var third = oauth.refresh(TV, refresh(second)).json(200);

            assertThat(Set.of(refresh(first), refresh(second), refresh(third))).hasSize(3);
            STRICT.assertAlive(access(third));
        }

        @Test
        @Tag("RF-10")
        @Tag("RF-11")
        void ends_the_family_when_a_spent_one_comes_back() {
            var first = STRICT.tokens(Person.ANN, TV);
            var newest = oauth.refresh(TV, refresh(first)).json(200);

            oauth.refresh(TV, refresh(first)).refused("invalid_grant");

            oauth.refresh(TV, refresh(newest)).refused("invalid_grant");
            STRICT.assertDead(access(newest));
            STRICT.assertDead(access(first));
            assertThat(STRICT.query("SELECT DISTINCT severity FROM audit_events WHERE type = 'refresh_token_reused'"))
                    .isEqualTo("critical|\n");
        }

        @Test
        @Tag("RF-12")
        void gives_one_of_many_who_come_at_once_a_new_one_at_most() throws Exception {
            for (var round = 0; round < 3; round++) {
                var first = STRICT.tokens(Person.ANN, TV);

                var answers = Race.run(runner -> oauth.refresh(TV, refresh(first)));

                assertThat(answers.stream().filter(answer -> answer.status() == 200))
                        .hasSizeLessThanOrEqualTo(1);
                answers.stream()
                        .filter(answer -> answer.status() != 200)
                        .forEach(answer -> answer.refused("invalid_grant"));
            }
        }

        @Test
        @Tag("RF-06")
        @Tag("RF-13")
        void spends_nothing_on_a_request_that_is_refused() {
            var tokens = STRICT.tokens(Person.ANN, TV, "scope", "read");

            oauth.refresh(TV, refresh(tokens), "scope", "write").refused("invalid_scope");
            oauth.refresh(TV, refresh(tokens), "refresh_token", "x").refused("invalid_request");
            oauth.refresh(AppUnderTest.RADIO, refresh(tokens)).refused("invalid_grant");

            oauth.refresh(TV, refresh(tokens)).json(200);
        }

        @Test
        void spares_a_client_that_was_told_to_keep_its_own() {
            var client = AppUnderTest.client("keeping", "read", null, Set.of(GrantType.values()));
            STRICT.register(client.with(new TokenPolicy(null, null, false)));
            var first = STRICT.tokens(Person.ANN, "keeping");

            assertThat(refresh(oauth.refresh("keeping", refresh(first)).json(200)))
                    .isEqualTo(refresh(first));
        }
    }

    @Nested
    @DisplayName("Rotation with grace")
    class Graceful {
        private final OAuth oauth = GRACEFUL.oauth();

        @Test
        @Tag("RF-43")
        void gives_the_same_successor_again_within_the_window() {
            var first = GRACEFUL.tokens(Person.ANN, TV);
            var second = oauth.refresh(TV, refresh(first)).json(200);
            GRACEFUL.clock().advance(Duration.ofSeconds(29));

            var again = oauth.refresh(TV, refresh(first)).json(200);

            assertThat(refresh(again)).isEqualTo(refresh(second));
            GRACEFUL.assertAlive(access(again));
            oauth.refresh(TV, refresh(second)).json(200);
        }

        @Test
        @Tag("RF-43")
        void ends_the_family_after_the_window() {
            var first = GRACEFUL.tokens(Person.ANN, TV);
            var second = oauth.refresh(TV, refresh(first)).json(200);
            GRACEFUL.clock().advance(Duration.ofSeconds(30));

            oauth.refresh(TV, refresh(first)).refused("invalid_grant");

            GRACEFUL.assertDead(access(second));
            oauth.refresh(TV, refresh(second)).refused("invalid_grant");
        }

        @Test
        @Tag("RF-12")
        @Tag("RF-43")
        void gives_all_who_come_at_once_the_same_successor() throws Exception {
            for (var round = 0; round < 3; round++) {
                var first = GRACEFUL.tokens(Person.ANN, TV);

                var answers = Race.run(runner -> oauth.refresh(TV, refresh(first)));

                assertThat(answers).allMatch(answer -> answer.status() == 200);
                assertThat(answers.stream().map(RefreshModesTest::refresh).collect(Collectors.toSet()))
                        .hasSize(1)
                        .doesNotContain(refresh(first));
            }
        }
    }

    @Nested
    @DisplayName("Lifetimes")
    class Lifetimes {
        @Test
        @Tag("RF-41")
        void are_absolute_and_expires_in_tells_the_truth() {
            var oauth = BRIEF.oauth();
            var tokens = BRIEF.tokens(Person.ANN, TV);
            assertThat(tokens.json().path("expires_in").asInt()).isEqualTo(600);
            BRIEF.clock().advance(Duration.ofMinutes(115));

            var last = oauth.refresh(TV, refresh(tokens)).json(200);

            assertThat(last.json().path("expires_in").asInt()).isEqualTo(300);
            BRIEF.clock().advance(Duration.ofMinutes(5));
            oauth.refresh(TV, refresh(last)).refused("invalid_grant");
            BRIEF.assertDead(access(last));
        }

        @Test
        @Tag("RF-41")
        void begin_again_with_each_use_when_they_slide() {
            var oauth = SLIDING.oauth();
            var tokens = SLIDING.tokens(Person.ANN, TV);
            for (var i = 0; i < 3; i++) {
                SLIDING.clock().advance(Duration.ofMinutes(119));
                tokens = oauth.refresh(TV, refresh(tokens)).json(200);
                assertThat(tokens.json().path("expires_in").asInt()).isEqualTo(600);
            }

            SLIDING.clock().advance(Duration.ofHours(2));

            oauth.refresh(TV, refresh(tokens)).refused("invalid_grant");
        }
    }

    @Nested
    @DisplayName("Without refresh tokens")
    class Without {
        @Test
        void none_is_given_and_the_grant_type_is_not_known() {
            var tokens = WITHOUT.tokens(Person.ANN, TV);

            assertThat(tokens.json().has("refresh_token")).isFalse();
            WITHOUT.oauth().refresh(TV, "agr_x").refused("unsupported_grant_type");
            assertThat(WITHOUT.http()
                            .get("/.well-known/oauth-authorization-server")
                            .json()
                            .path("grant_types_supported"))
                    .extracting(type -> type.asText())
                    .containsExactly(OAuth.DEVICE_CODE_GRANT);
        }
    }
}
