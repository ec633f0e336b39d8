package dev.authgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.authgate.sdk.LoginEvent;
import dev.authgate.sdk.LoginResult;
import dev.authgate.sdk.LogoutReport;
import dev.authgate.sdk.OAuthClient;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.Session;
import dev.authgate.sdk.verify.TokenVerifier;
import dev.authgate.sdk.verify.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Not part of an ordinary build, because Keycloak is 170 MB: CONTRIBUTING.md says how to run it. */
@Tag("jar")
@DisplayName("The jar against Keycloak")
@EnabledIfSystemProperty(named = "authgate.keycloak", matches = "true", disabledReason = "-Dauthgate.keycloak=true")
class KeycloakIT {
    private static Keycloak keycloak;

    @TempDir
    Path home;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        keycloak = Keycloak.start(folder);
    }

    @AfterAll
    static void stop() {
        keycloak.close();
    }

    private Jar cli() {
        return new Jar(home, keycloak.issuer().toString()).with("AUTHGATE_SCOPES", "openid profile");
    }

    private void signIn() throws Exception {
        var login = cli().start("login", "--json");
        keycloak.person().approve(login.link());
        assertThat(login.exitCode()).as(login.out()).isZero();
    }

    @Test
    void signs_in_tells_as_whom_renews_and_signs_out() throws Exception {
        signIn();

        var whoami = cli().run("whoami", "--json");
        assertThat(whoami.out()).contains("\"username\":\"" + Keycloak.USER + "\"");
        assertThat(cli().run("refresh").exitCode()).isZero();
        var call = cli().run("call", "/realms/things/protocol/openid-connect/userinfo");
        assertThat(call.exitCode()).isZero();
        assertThat(call.out()).contains("\"preferred_username\":\"" + Keycloak.USER + "\"");

        var logout = cli().run("logout");
        assertThat(logout.exitCode()).as(logout.err()).isZero();
        assertThat(cli().run("whoami").exitCode()).isEqualTo(3);
    }

    @Test
    void knows_when_the_session_was_ended_at_the_server() throws Exception {
        signIn();
        keycloak.endSessions();

        var refresh = cli().run("refresh");

        assertThat(refresh.exitCode()).isEqualTo(3);
        assertThat(refresh.err()).contains("Sign in: authgate-cli login");
    }

    @Test
    void ends_with_four_when_denied() throws Exception {
        var login = cli().start("login", "--json");
        keycloak.person().deny(login.link());

        assertThat(login.exitCode()).isEqualTo(4);
    }

    @Test
    void ends_with_five_when_the_code_has_expired() throws Exception {
        var login = cli().with("CLIENT_ID", Keycloak.HASTY_CLIENT).run("login", "--json");

        assertThat(login.exitCode()).isEqualTo(5);
        assertThat(login.out()).contains("\"error\":\"expired\"");
    }

    @Test
    void ends_with_one_when_the_client_is_unknown_or_may_not() throws Exception {
        var unknown = cli().with("CLIENT_ID", "nobody").run("login");
        assertThat(unknown.exitCode()).as(unknown.err()).isEqualTo(1);
        assertThat(unknown.err()).contains("CLIENT_ID is nobody");

        var mayNot = cli().with("CLIENT_ID", Keycloak.CLIENT_WITHOUT_DEVICES).run("login");
        assertThat(mayNot.exitCode()).as(mayNot.err()).isEqualTo(1);
    }

    @Test
    void finds_all_in_order() throws Exception {
        var doctor = cli().run("doctor");

        assertThat(doctor.exitCode()).as(doctor.out()).isZero();
        assertThat(doctor.out()).contains("takes device sign-ins, ends tokens, tells whose they are");
    }

    /** What it does in a way of its own, written down in client-sdk/README.md. */
    @Nested
    class OddAnswers {
        private KeycloakAnswers heard;

        @BeforeEach
        void listen() throws Exception {
            heard = new KeycloakAnswers();
        }

        @AfterEach
        void close() {
            heard.close();
        }

        private OAuthClient client(String... scopes) {
            return OAuthClient.builder(keycloak.issuer(), RealServer.CLIENT_ID)
                    .scopes(scopes)
                    .http(new OkHttpClient.Builder().proxy(heard.proxy()).build())
                    .build();
        }

        private Session signIn(OAuthClient client) throws Exception {
            try (var login = client.startDeviceLogin()) {
                var result = login.future();
                keycloak.person()
                        .approve(login.prompt().complete().orElseThrow().toString());
                return result.get(1, TimeUnit.MINUTES).session();
            }
        }

        @Test
        void slow_down_without_an_interval_adds_five_seconds() throws Exception {
            var slowed = new CopyOnWriteArrayList<LoginEvent.SlowedDown>();
            heard.sendTheNextPollTwice();
            try (var client = client("openid");
                    var login = client.startDeviceLogin()) {
                login.onEvent(event -> {
                    if (event instanceof LoginEvent.SlowedDown one) {
                        slowed.add(one);
                    }
                });
                var result = login.future();
                await().atMost(Duration.ofMinutes(1)).until(() -> !slowed.isEmpty());
                keycloak.person()
                        .approve(login.prompt().complete().orElseThrow().toString());

                assertThat(result.get(1, TimeUnit.MINUTES)).isInstanceOf(LoginResult.Approved.class);
            }
            assertThat(heard.answers())
                    .anyMatch(answer -> answer.startsWith("token 400 ")
                            && answer.contains("slow_down")
                            && !answer.contains("interval"));
            assertThat(slowed)
                    .hasSize(1)
                    .first()
                    .extracting(LoginEvent.SlowedDown::interval)
                    .isEqualTo(Duration.ofSeconds(10));
        }

        @Test
        void members_that_are_its_own_and_scopes_that_nobody_asked_for_do_no_harm() throws Exception {
            try (var client = client()) {
                var session = signIn(client);

                assertThat(heard.answers())
                        .anyMatch(answer -> answer.contains("\"not-before-policy\":")
                                && answer.contains("\"refresh_expires_in\":")
                                && answer.contains("\"session_state\":"));
                assertThat(session.scopes()).containsExactlyInAnyOrder("profile", "email");
                assertThat(Duration.between(Instant.now(), session.expiresAt()))
                        .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
            }
        }

        @Test
        void access_tokens_are_not_those_of_rfc_9068() throws Exception {
            try (var client = client();
                    var verifier =
                            TokenVerifier.builder(keycloak.issuer(), "things").build()) {
                var token = signIn(client).accessToken().reveal();

                assertThat(verifier.verify(token)).isInstanceOf(Verification.Refused.class);
            }
        }

        @Test
        void userinfo_refuses_in_the_challenge_alone() throws Exception {
            try (var client = client("profile")) {
                var token = signIn(client).accessToken();

                assertThatThrownBy(() -> client.whoami(token)).isInstanceOfSatisfying(OAuthException.class, fault -> {
                    assertThat(fault.code()).isEqualTo(OAuthException.Code.REFUSED);
                    assertThat(fault).hasMessageEndingWith("403 insufficient_scope: Missing openid scope");
                });
                assertThat(heard.answers())
                        .last()
                        .asString()
                        .startsWith("userinfo 403 Bearer realm=")
                        .endsWith("\"");
            }
        }

        @Test
        void revocation_of_a_token_that_is_over_is_success_with_an_error_in_it() throws Exception {
            try (var client = client("openid")) {
                var session = signIn(client);
                keycloak.endSessions();

                assertThat(session.logout().revocation()).isEqualTo(LogoutReport.Revocation.DONE);

                assertThat(heard.answers())
                        .last()
                        .asString()
                        .startsWith("revoke 200 ")
                        .contains("\"error\":\"invalid_token\"");
            }
        }
    }
}
