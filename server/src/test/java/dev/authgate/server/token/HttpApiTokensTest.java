package dev.authgate.server.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.authgate.server.audit.EventType;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.Refusal;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.service.Company;
import dev.authgate.server.service.CompanyService;
import dev.authgate.server.service.CompanyService.Behaviour;
import dev.authgate.server.service.CompanyService.Said;
import dev.authgate.server.storage.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Access tokens that a company's service makes and validates")
class HttpApiTokensTest {
    private static final Instant NOON = RefreshFlow.NOON;

    private final Company company = new Company(NOON);
    private final RefreshFlow flow = new RefreshFlow(TokenSettings.Rotation.off());
    private final HttpApiTokens there =
            new HttpApiTokens(new TokenService(company.client()), Company.TIMEOUT, flow.audit);
    private final Grant grant = lasting();

    private Grant lasting() {
        var lasting = Samples.grant("grant-1", "ann", "tv");
        flow.grants.add(lasting);
        return lasting;
    }

    @AfterEach
    void close() {
        company.close();
    }

    private MadeToken make() {
        return there.make(new TokenOrder(grant, Scopes.parse("read write"), Duration.ofHours(1), NOON));
    }

    private static Refusal refusal(Runnable work) {
        return catchThrowableOfType(OAuthException.class, work::run).refusal();
    }

    @Nested
    @DisplayName("POST /generate")
    class Generate {
        @Test
        void asks_for_what_was_ordered_and_gives_what_the_service_gives() {
            company.desk().say("token_type", "DPoP").say("expires_in", 120);

            var made = make();

            assertThat(company.service().asked().get(0).target()).isEqualTo("/api/generate");
            assertThat(company.service().asked().get(0).body())
                    .isEqualTo(
                            "{\"user_id\":\"ann\",\"client_id\":\"tv\",\"scopes\":\"read write\",\"expires_in\":3600}");
            assertThat(made.text()).startsWith("company-token-1");
            assertThat(made.type()).isEqualTo("DPoP");
            assertThat(made.lifetime()).isEqualTo(Duration.ofMinutes(2));
            assertThat(made.maker()).isEqualTo(TokenMaker.HTTP_API);
            assertThat(made.toString()).doesNotContain("company-token");
        }

        @Test
        void takes_what_is_not_mentioned_as_usual() {
            company.desk().say("token_type", null).say("expires_in", null).say("claims", null);

            assertThat(make().type()).isEqualTo("Bearer");
            assertThat(make().lifetime()).isEqualTo(Duration.ofHours(1));
        }

        @Test
        void takes_an_answer_about_the_same_user_client_and_fewer_scopes() {
            company.desk()
                    .say("user_id", "ann")
                    .say("client_id", "tv")
                    .say("scopes", "read")
                    .say("claims", Map.of("sub", "ann", "scope", "write read", "team", 7));

            assertThat(make().text()).startsWith("company-token-");
        }

        @ParameterizedTest
        @CsvSource({
            "user_id, mallory",
            "client_id, radio",
            "scopes, read admin",
        })
        void refuses_an_answer_about_something_else(String member, String value) {
            company.desk().say(member, value);
            assertMismatch();

            company.desk().sayWhatIsRight();
            company.desk().say("claims", Map.of(member, value));
            assertMismatch();
        }

        @ParameterizedTest
        @CsvSource({"sub, mallory", "scope, admin"})
        void refuses_claims_about_something_else(String claim, String value) {
            company.desk().say("claims", Map.of(claim, value));

            assertMismatch();
        }

        private void assertMismatch() {
            var refusal = refusal(HttpApiTokensTest.this::make);

            assertThat(refusal.error()).isEqualTo(OAuthError.TEMPORARILY_UNAVAILABLE);
            assertThat(refusal.optionalRetryAfter()).isPresent();
            assertThat(flow.audited()).contains(EventType.TOKEN_SERVICE_MISMATCH);
            flow.audit.events().forEach(event -> assertThat(event.target()).isEqualTo("grant-1"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                nullValues = "null",
                value = {
                    "access_token|null",
                    "access_token|short",
                    "access_token|with a blank in it and more",
                    "token_type|a b",
                    "expires_in|0",
                    "expires_in|-5",
                    "expires_in|999999999999",
                    "expires_in|soon",
                    "scopes|caf\u00e9",
                    "success|null",
                    "success|yes",
                    "claims|none",
                })
        void refuses_an_answer_that_is_not_as_agreed(String member, String value) {
            company.desk()
                    .say(member, value != null && value.matches("-?\\d+") ? (Object) Long.parseLong(value) : value);

            assertThat(refusal(HttpApiTokensTest.this::make).error()).isEqualTo(OAuthError.TEMPORARILY_UNAVAILABLE);
        }

        @Test
        void passes_the_refusal_of_the_service_on() {
            company.desk().say("success", false);

            assertThat(refusal(HttpApiTokensTest.this::make).error()).isEqualTo(OAuthError.ACCESS_DENIED);
        }

        @ParameterizedTest
        @EnumSource(
                value = Behaviour.class,
                mode = EnumSource.Mode.EXCLUDE,
                names = {"RIGHT", "SLOW"})
        void says_to_come_again_when_the_service_fails_and_asks_once(Behaviour behaviour) {
            company.service().behave(behaviour);

            var refusal = refusal(HttpApiTokensTest.this::make);

            assertThat(refusal.error()).isEqualTo(OAuthError.TEMPORARILY_UNAVAILABLE);
            assertThat(refusal.optionalRetryAfter()).isPresent();
            assertThat(company.asked("/generate")).isEqualTo(1);
        }
    }

    @Nested
    @DisplayName("POST /validate")
    class Validate {
        private final String token = adopted();

        private String adopted() {
            var made = make();
            flow.tokens.adoptAccessToken(new IssuedToken(
                    SecretHash.of(made.text()),
                    "grant-1",
                    Scopes.parse("read write"),
                    NOON,
                    NOON.plus(made.lifetime()),
                    made.maker(),
                    made.type()));
            return made.text();
        }

        private Optional<TokenChecks.GoodToken> check(Instant now) {
            return new TokenChecks(flow.accessTokensAt(now), flow.tokens, there).check(token, now);
        }

        @Test
        void tells_of_a_good_token_what_the_service_says() {
            var good = check(NOON).orElseThrow();

            assertThat(company.service().asked().get(1).body()).isEqualTo("{\"token\":\"" + token + "\"}");
            assertThat(good.standing().userId()).isEqualTo("ann");
            assertThat(good.standing().expiresAt()).isEqualTo(NOON.plusSeconds(3600));
            assertThat(good.claims()).containsEntry("department", "kites");
            assertThat(good.id()).isEqualTo("company-1");
        }

        @Test
        void narrows_scopes_and_time_to_what_the_service_says() {
            company.desk()
                    .say("scopes", "read")
                    .say("expires_at", NOON.getEpochSecond() + 30)
                    .say("claims", null);

            var standing = check(NOON).orElseThrow().standing();

            assertThat(standing.scopes()).isEqualTo(Scopes.parse("read"));
            assertThat(standing.expiresAt()).isEqualTo(NOON.plusSeconds(30));
            assertThat(check(NOON).orElseThrow().id()).isNull();
        }

        @Test
        void takes_what_is_not_mentioned_from_here() {
            company.desk()
                    .say("scopes", null)
                    .say("expires_at", null)
                    .say("user_id", null)
                    .say("client_id", null);

            assertThat(check(NOON).orElseThrow().standing().scopes()).isEqualTo(Scopes.parse("read write"));
        }

        @Test
        void a_longer_life_there_is_none_here() {
            company.desk().say("expires_at", Long.MAX_VALUE);

            assertThat(check(NOON).orElseThrow().standing().expiresAt()).isEqualTo(NOON.plusSeconds(3600));
        }

        @ParameterizedTest
        @ValueSource(longs = {0, -1, 1})
        void a_token_that_has_expired_there_is_not_good(long seconds) {
            company.desk().say("expires_at", seconds);

            assertThat(check(NOON)).isEmpty();
        }

        @Test
        void a_token_that_the_service_does_not_know_is_not_good() {
            company.desk().forgetTokens();

            assertThat(check(NOON)).isEmpty();
        }

        @Test
        void a_token_that_the_service_gives_to_somebody_else_is_not_good() {
            company.desk().say("user_id", "mallory");

            assertThat(check(NOON)).isEmpty();
            assertThat(flow.audited()).contains(EventType.TOKEN_SERVICE_MISMATCH);
        }

        @Test
        void a_token_revoked_here_is_not_good_at_once_whatever_the_service_said_a_moment_ago() {
            assertThat(check(NOON)).isPresent();

            flow.tokens.revokingAccessToken(SecretHash.of(token)).attempt();

            assertThat(check(NOON)).isEmpty();
            assertThat(company.asked("/validate")).isEqualTo(1);
        }

        @Test
        void what_the_service_says_is_remembered_for_two_seconds() {
            check(NOON);
            check(NOON.plusMillis(1999));
            assertThat(company.asked("/validate")).isEqualTo(1);

            company.desk().forgetTokens();

            assertThat(check(NOON.plusMillis(1999))).isPresent();
            assertThat(check(NOON.plusSeconds(2))).isEmpty();
        }

        @Test
        void a_token_that_nobody_was_given_is_not_asked_about() {
            var checks = new TokenChecks(flow.accessTokensAt(NOON), flow.tokens, there);

            assertThat(checks.check("company-token-of-somebody-else", NOON)).isEmpty();
            assertThat(company.asked("/validate")).isZero();
        }

        @ParameterizedTest
        @EnumSource(
                value = Behaviour.class,
                names = {"FAILS", "GARBAGE", "REDIRECTS", "HANGS_UP", "PAGE"})
        void no_answer_is_neither_yes_nor_no(Behaviour behaviour) {
            company.service().behave(behaviour);

            assertThat(refusal(() -> check(NOON)).error()).isEqualTo(OAuthError.TEMPORARILY_UNAVAILABLE);
        }

        @Test
        void a_success_with_a_status_of_failure_is_none() {
            try (var odd = CompanyService.open(question -> new Said(404, "{\"valid\":true}"));
                    var client = Company.clientOf(odd)) {
                var oddly = new HttpApiTokens(new TokenService(client), Company.TIMEOUT, flow.audit);
                var checks = new TokenChecks(flow.accessTokensAt(NOON), flow.tokens, oddly);

                assertThatThrownBy(() -> checks.check(token, NOON)).isInstanceOf(OAuthException.class);
            }
        }

        @Test
        void with_nobody_to_ask_any_more_what_is_known_here_decides() {
            var checks = new TokenChecks(flow.accessTokensAt(NOON), flow.tokens, TokenValidation.byStandingAlone());

            assertThat(checks.check(token, NOON)).isPresent();
            assertThat(checks.check(token, NOON.plusSeconds(3600))).isEmpty();
            assertThat(company.asked("/validate")).isZero();
        }
    }

    @Nested
    @DisplayName("Looking at the service, for the command check")
    class Checking {
        private final TokenService service = new TokenService(company.client());

        @Test
        void makes_no_token() {
            assertThat(service.problem("drawn")).isEmpty();
            assertThat(company.asked("/generate")).isZero();
        }

        @Test
        void finds_out_a_service_that_calls_everything_valid() {
            company.desk().say("valid", true);

            assertThat(service.problem("drawn").orElseThrow()).startsWith("lets everybody in");
        }

        @ParameterizedTest
        @CsvSource({"401, TOKEN_API_AUTH_SECRET", "403, TOKEN_API_AUTH_SECRET", "404, TOKEN_API_URL may be another"})
        void says_what_may_be_wrong(int status, String words) {
            try (var curt = CompanyService.open(question -> new Said(status, "no"));
                    var client = Company.clientOf(curt)) {
                assertThat(new TokenService(client).problem("drawn").orElseThrow())
                        .startsWith("answers " + status + " to /validate without saying \"valid\"")
                        .contains(words);
            }
        }

        @Test
        void tells_a_failure_in_its_words() {
            company.service().behave(Behaviour.GARBAGE);

            assertThat(service.problem("drawn")).contains("answers 200, but not with a JSON object");
        }
    }
}
