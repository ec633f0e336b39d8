package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.KIOSK;
import static dev.authgate.server.conformance.AppUnderTest.RADIO;
import static dev.authgate.server.conformance.AppUnderTest.TV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.client.TokenPolicy;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.SecretHash;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.5: refreshing in fixed mode (RFC 6749 section 6)")
class RefreshRequestTest {
    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    private final OAuth oauth = APP.oauth();

    private static String access(Reply tokens) {
        return tokens.text("access_token");
    }

    private static String refresh(Reply tokens) {
        return tokens.text("refresh_token");
    }

    @Nested
    @DisplayName("The answer")
    class Answer {
        @Test
        @Tag("RF-01")
        @Tag("RF-02")
        void is_a_new_access_token_with_the_same_refresh_token() {
            var first = APP.tokens(Person.ANN, TV);

            var next = oauth.refresh(TV, refresh(first)).json(200);

            assertThat(next.header("Pragma")).isEqualTo("no-cache");
            assertThat(access(next)).isNotEqualTo(access(first));
            assertThat(refresh(next)).isEqualTo(refresh(first));
            assertThat(next.text("token_type")).isEqualTo("Bearer");
            APP.assertAlive(access(next));
            APP.assertAlive(access(first));
        }

        @Test
        @Tag("RF-15")
        void comes_as_often_as_it_is_asked_for() {
            var tokens = APP.tokens(Person.ANN, TV);

            for (var i = 0; i < 20; i++) {
                tokens = oauth.refresh(TV, refresh(tokens)).json(200);
            }

            APP.assertAlive(access(tokens));
        }

        @Test
        @Tag("RF-40")
        void has_a_narrower_scope_when_that_is_asked_for_and_the_whole_one_the_next_time() {
            var first = APP.tokens(Person.ANN, TV, "scope", "read write");

            var narrow = oauth.refresh(TV, refresh(first), "scope", "read").json(200);
            var whole = oauth.refresh(TV, refresh(narrow)).json(200);

            assertThat(narrow.text("scope")).isEqualTo("read");
            assertThat(oauth.tokenInfo(access(narrow)).json(200).text("scope")).isEqualTo("read");
            assertThat(whole.text("scope")).isEqualTo("read write");
        }

        @Test
        void comes_to_a_confidential_client_that_proves_who_it_is() {
            var codes = APP.kiosk().device().json(200);
            APP.browser()
                    .signIn(Person.ANN)
                    .approve(new OAuth.Codes(KIOSK, codes.text("device_code"), codes.text("user_code")));
            var first = APP.kiosk()
                    .token("grant_type", OAuth.DEVICE_CODE_GRANT, "device_code", codes.text("device_code"))
                    .json(200);

            oauth.refresh(KIOSK, refresh(first)).unauthorized("invalid_client");

            APP.kiosk()
                    .token("grant_type", "refresh_token", "refresh_token", refresh(first))
                    .json(200);
        }
    }

    @Nested
    @DisplayName("Refused")
    class Refused {
        @Test
        @Tag("RF-03")
        @Tag("RF-17")
        void without_a_refresh_token_or_with_an_empty_one() {
            oauth.token("grant_type", "refresh_token", "client_id", TV).refused("invalid_request");
            oauth.refresh(TV, "").refused("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"unknown", "agr_", "' OR '1'='1", "%", "agr_\u00e9"})
        @Tag("RF-04")
        void with_one_that_is_not_known(String token) {
            oauth.refresh(TV, token).refused("invalid_grant");
        }

        @Test
        @Tag("RF-05")
        void with_that_of_another_client_which_stays_good() {
            var tokens = APP.tokens(Person.ANN, TV);

            oauth.refresh(RADIO, refresh(tokens)).refused("invalid_grant");

            oauth.refresh(TV, refresh(tokens)).json(200);
        }

        @Test
        @Tag("RF-06")
        void for_more_than_was_granted() {
            var tokens = APP.tokens(Person.ANN, TV, "scope", "read");

            oauth.refresh(TV, refresh(tokens), "scope", "admin:everything").refused("invalid_scope");
            oauth.refresh(TV, refresh(tokens), "scope", "read write").refused("invalid_scope");

            oauth.refresh(TV, refresh(tokens)).json(200);
        }

        @Test
        @Tag("RF-07")
        void with_an_access_token() {
            oauth.refresh(TV, APP.accessToken()).refused("invalid_grant");
        }

        @Test
        @Tag("RF-13")
        void with_two_refresh_tokens() {
            var tokens = APP.tokens(Person.ANN, TV);

            oauth.refresh(TV, refresh(tokens), "refresh_token", refresh(tokens)).refused("invalid_request");

            oauth.refresh(TV, refresh(tokens)).json(200);
        }

        @Test
        @Tag("RF-14")
        void without_a_client() {
            var tokens = APP.tokens(Person.ANN, TV);

            oauth.token("grant_type", "refresh_token", "refresh_token", refresh(tokens))
                    .refused("invalid_request");
        }

        @Test
        @Tag("RF-16")
        void with_one_that_was_changed_and_nothing_ends() {
            var tokens = APP.tokens(Person.ANN, TV);
            var good = refresh(tokens);
            var last = good.endsWith("A") ? "B" : "A";

            for (var changed :
                    List.of(good.substring(0, good.length() - 1) + last, good + "A", good.substring(1), good + "=")) {
                oauth.refresh(TV, changed).refused("invalid_grant");
            }

            oauth.refresh(TV, good).json(200);
        }

        @Test
        @Tag("RF-42")
        void once_the_user_is_disabled() {
            var person = new Person("refreshing", Person.ANN.password());
            var user = APP.enrol(person);
            var tokens = APP.tokens(person, TV);

            try (var workspace = APP.server().workspace()) {
                workspace.users().replace(user, user.disabled());
            }

            oauth.refresh(TV, refresh(tokens)).refused("invalid_grant");
            APP.assertDead(access(tokens));
        }

        @Test
        void once_the_client_is_disabled() {
            var client = APP.register("refresher");
            var tokens = APP.tokens(Person.ANN, client.id());

            APP.replace(client, client.disabled());

            APP.assertDead(access(tokens));
            Eventually.is(() -> oauth.refresh(client.id(), refresh(tokens)).text("error"), "invalid_client"::equals);
        }

        @Test
        void to_a_client_that_may_not_refresh_and_is_given_no_refresh_token() {
            var client = APP.register(AppUnderTest.client("once", "read", null, Set.of(GrantType.DEVICE_CODE)));

            var tokens = APP.tokens(Person.ANN, client.id());

            assertThat(tokens.json().has("refresh_token")).isFalse();
            oauth.refresh(client.id(), "agr_x").refused("unauthorized_client");
        }
    }

    @Nested
    @DisplayName("What is kept")
    class Kept {
        @Test
        @Tag("RF-44")
        void is_a_hash_of_the_refresh_token() {
            var token = refresh(APP.tokens(Person.ANN, TV));

            assertThat(APP.databaseDump())
                    .contains(SecretHash.of(token).value())
                    .doesNotContain(token, token.substring("agr_".length()));
        }
    }

    @Nested
    @DisplayName("A client of its own mind")
    class OwnPolicy {
        @Test
        void rotates_though_the_server_does_not() {
            var client = AppUnderTest.client("rotating", "read", null, Set.of(GrantType.values()));
            APP.register(client.with(new TokenPolicy(null, null, true)));
            var first = APP.tokens(Person.ANN, "rotating");

            var next = oauth.refresh("rotating", refresh(first)).json(200);

            assertThat(refresh(next)).isNotEqualTo(refresh(first));
        }

        @Test
        void has_its_own_lifetimes() {
            var client = AppUnderTest.client("brief", "read", null, Set.of(GrantType.values()));
            APP.register(client.with(new TokenPolicy(Duration.ofSeconds(90), Duration.ofMinutes(10), null)));

            var first = APP.tokens(Person.ANN, "brief");

            assertThat(first.json().path("expires_in").asInt()).isEqualTo(90);
            assertThat(APP.gate()
                            .introspect("token", refresh(first))
                            .json(200)
                            .json()
                            .path("exp")
                            .asLong())
                    .isEqualTo(APP.clock().instant().plusSeconds(600).getEpochSecond());
        }
    }
}
