package dev.authgate.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.store.MemoryTokenStore;
import dev.authgate.sdk.testkit.FakeAuthServer;
import dev.authgate.sdk.testkit.ManualClock;
import dev.authgate.sdk.testkit.ReceivedRequest;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A client")
class OAuthClientTest {
    private static final String START = "/oauth/device/code";

    private final ManualClock clock = new ManualClock();
    private final FakeAuthServer server = FakeAuthServer.start(clock);
    private final MemoryTokenStore store = new MemoryTokenStore();

    @AfterEach
    void close() {
        server.close();
    }

    @Nested
    @DisplayName("RFC 6749 section 2.3.1: says who it is")
    class Authentication {
        @Test
        void by_its_id_in_the_body_when_it_is_public() throws Exception {
            try (var client = client().scopes("read", "write").build()) {
                client.startDeviceLogin().close();
            }

            assertThat(sent().form()).isEqualTo(Map.of("client_id", "my-cli", "scope", "read write"));
            assertThat(sent().header("Authorization")).isEmpty();
            assertThat(sent().header("Accept")).contains("application/json");
        }

        @Test
        void by_id_and_secret_in_the_header_both_encoded_and_nothing_in_the_body() throws Exception {
            try (var client =
                    client("a:b", ClientAuthentication.secretBasic("s p&ä")).build()) {
                client.startDeviceLogin().close();
            }

            var header = sent().header("Authorization").orElseThrow().substring("Basic ".length());
            assertThat(new String(Base64.getDecoder().decode(header), StandardCharsets.UTF_8))
                    .isEqualTo("a%3Ab:s+p%26%C3%A4");
            assertThat(sent().form()).isEmpty();
        }

        @Test
        void by_id_and_secret_in_the_body() throws Exception {
            try (var client =
                    client("my-cli", ClientAuthentication.secretPost("s p")).build()) {
                client.startDeviceLogin().close();
            }

            assertThat(sent().form()).isEqualTo(Map.of("client_id", "my-cli", "client_secret", "s p"));
            assertThat(sent().header("Authorization")).isEmpty();
        }

        @Test
        void the_same_way_with_each_request() throws Exception {
            server.approve();
            try (var client = client("my-cli", ClientAuthentication.secretPost("s p"))
                            .build();
                    var login = client.startDeviceLogin()) {
                var session = login.await().session();
                session.refresh();
                session.logout();
            }

            assertThat(server.polls().get(0).form()).containsEntry("client_secret", "s p");
            assertThat(server.refreshes().get(0).form()).containsEntry("client_secret", "s p");
            assertThat(server.requests("/oauth/revoke").get(0).form()).containsEntry("client_secret", "s p");
        }

        @Test
        void and_never_shows_its_secret() {
            server.onStart()
                    .answer(400, "{\"error\":\"hidden-secret\",\"error_description\":\"no hidden-secret here\"}");
            try (var client = client("my-cli", ClientAuthentication.secretPost("hidden-secret"))
                    .build()) {
                assertThatThrownBy(client::startDeviceLogin)
                        .hasMessageNotContaining("hidden-secret")
                        .hasMessageContaining("no [redacted] here");
            }
            assertThat(ClientAuthentication.secretBasic("hidden-secret").toString())
                    .isEqualTo("ClientAuthentication[secret in the header]");
            assertThat(ClientAuthentication.secretPost("hidden-secret").toString())
                    .isEqualTo("ClientAuthentication[secret in the body]");
            assertThat(ClientAuthentication.none()).hasToString("ClientAuthentication[none]");
        }
    }

    @Nested
    @DisplayName("is told wrong things")
    class Configuration {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://auth.example.com",
                    "https://a.example/?x=1",
                    "https://a.example/#x",
                    "auth.example.com"
                })
        void about_its_server(String issuer) {
            assertThatThrownBy(() -> OAuthClient.builder(URI.create(issuer), "my-cli"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(issuer);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", " my-cli", "my-cli\n", "mé"})
        void about_its_id(String clientId) {
            assertThatThrownBy(() -> OAuthClient.builder(server.issuer(), clientId))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("client id");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "two words", "quo\"te", "back\\slash", "é"})
        void about_its_scopes(String scope) {
            var builder = client();
            assertThatThrownBy(() -> builder.scopes(scope))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is no scope");
        }

        @Test
        void about_its_secret() {
            assertThatThrownBy(() -> ClientAuthentication.secretPost("")).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void about_endpoints() {
            assertThatThrownBy(() -> Endpoints.of(URI.create("http://a.example/d"), URI.create("https://a.example/t")))
                    .hasMessageContaining("the device authorization endpoint");
            assertThatThrownBy(() -> server.endpoints().withLongestWait(Duration.ofSeconds(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void about_a_profile() {
            try (var client = client().build()) {
                assertFault(() -> client.session("x".repeat(65)), Code.CONFIGURATION);
            }
        }
    }

    @Nested
    @DisplayName("keeps a session for each profile")
    class Profiles {
        @Test
        void and_finds_them_again() throws Exception {
            server.approve().approve();
            try (var client = client().build()) {
                client.startDeviceLogin("work").await();
                client.startDeviceLogin("home").await();
            }
            try (var client = client().build()) {
                assertThat(client.sessions())
                        .extracting(session -> session.key().profile())
                        .containsExactly("home", "work");
                assertThat(client.session()).isEmpty();
                assertThat(client.session("work")).isPresent();
                assertThat(client.store()).isSameAs(store);
            }
        }

        @Test
        void and_none_of_other_clients() throws Exception {
            server.approve();
            try (var client = client().build()) {
                client.startDeviceLogin().await();
            }
            try (var other = client("other", ClientAuthentication.none()).build()) {
                assertThat(other.sessions()).isEmpty();
                assertThat(other.clientId()).isEqualTo("other");
                assertThat(other.issuer()).isEqualTo(server.issuer());
            }
        }

        @Test
        void with_the_scopes_that_it_asked_for_when_the_server_names_none() throws Exception {
            server.onPoll().altered(body -> body.replaceAll(",\"scope\":\"[^\"]*\"", ""));
            try (var client = client().scopes("read").build()) {
                client.startDeviceLogin().await();

                assertThat(client.session().orElseThrow().scopes()).containsExactly("read");
            }
        }

        @Test
        void whose_token_ends_when_the_server_says_counted_from_before_the_request() throws Exception {
            server.holdsPollsFor(Duration.ofSeconds(30)).accessTokensLastFor(Duration.ofMinutes(10));
            clock.in(Duration.ofSeconds(20), server::approve);
            try (var client = client().build()) {
                client.startDeviceLogin().await();

                var polled = server.polls().get(0).at();
                assertThat(client.session().orElseThrow().expiresAt()).isEqualTo(polled.plus(Duration.ofMinutes(10)));
            }
        }

        @ParameterizedTest
        @CsvSource({"true, PT1H", "false, PT87600H"})
        void whose_token_is_used_until_refused_when_it_has_no_end_and_no_successor(boolean refreshable, Duration life)
                throws Exception {
            server.onPoll().altered(body -> {
                var endless = body.replaceAll("\"expires_in\":[0-9]+,", "");
                return refreshable ? endless : endless.replaceAll("\"refresh_token\":\"[^\"]*\",", "");
            });
            try (var client = client().build()) {
                client.startDeviceLogin().await();

                assertThat(client.session().orElseThrow().expiresAt())
                        .isEqualTo(clock.now().plus(life));
            }
        }
    }

    @Nested
    @DisplayName("asks whose a token is")
    class WhoAmI {
        @Test
        void and_is_told() throws Exception {
            server.approve();
            try (var client = client().build()) {
                client.startDeviceLogin().await();

                var me = client.whoami(client.session().orElseThrow().accessToken());

                assertThat(me.subject()).isEqualTo("user-1");
                assertThat(me.name()).contains(FakeAuthServer.USERNAME);
                assertThat(me.client()).contains("my-cli");
                assertThat(me.scopes()).containsExactly("read", "write");
                assertThat(me.expiry()).isPresent();
            }
        }

        @Test
        void and_has_to_sign_in_again_when_the_token_is_over() throws Exception {
            server.approve();
            try (var client = client().build()) {
                client.startDeviceLogin().await();
                server.endAccessTokens();
                var token = client.session().orElseThrow().accessToken();

                assertFault(() -> client.whoami(token), Code.LOGIN_REQUIRED);
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "200|{\"active\":false}|LOGIN_REQUIRED",
                    "200|{\"active\":true}|PROTOCOL",
                    "200|rubbish|PROTOCOL",
                    "404|{}|PROTOCOL",
                    "302|{}|PROTOCOL",
                    "403|{\"error\":\"insufficient_scope\"}|REFUSED",
                    "503|{}|SERVER"
                })
        void and_is_not(int status, String body, Code code) {
            server.on("/oauth/tokeninfo").answer(status, body);
            try (var client = client().build()) {
                assertFault(() -> client.whoami(new AccessToken("x", clock.now())), code);
            }
        }

        @ParameterizedTest
        @CsvSource({"401, invalid_token, LOGIN_REQUIRED", "403, insufficient_scope, REFUSED"})
        void and_is_told_in_the_challenge_alone_why_not(int status, String error, Code code) {
            var challenge =
                    "Bearer realm=\"things\", error=\"" + error + "\", error_description=\"Missing openid scope\"";
            server.on("/oauth/tokeninfo").answer(status, "WWW-Authenticate", challenge, "");
            try (var client = client().build()) {
                var fault = assertFault(() -> client.whoami(new AccessToken("x", clock.now())), code);

                assertThat(fault).hasMessageEndingWith(" answered " + status + " " + error + ": Missing openid scope");
                assertThat(fault.serverError()).contains(error);
            }
        }

        @Test
        void and_there_is_nobody_to_ask() {
            var endpoints = Endpoints.of(
                    server.endpoints().deviceAuthorization(), server.endpoints().token());
            try (var client = client().endpoints(endpoints).build()) {
                assertFault(() -> client.whoami(new AccessToken("x", clock.now())), Code.CONFIGURATION);
            }
        }
    }

    @Nested
    @DisplayName("meets a server that answers otherwise")
    class Faults {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "401|{\"error\":\"invalid_client\"}|CLIENT_REFUSED",
                    "401|<html>|CLIENT_REFUSED",
                    "400|{\"error\":\"unauthorized_client\"}|CLIENT_REFUSED",
                    "400|{\"error\":\"invalid_scope\"}|REFUSED",
                    "200|{\"error\":\"invalid_scope\"}|REFUSED",
                    "400|{\"error\":\"server_error\"}|SERVER",
                    "500|{\"error\":\"invalid_scope\"}|SERVER",
                    "429|<html>|SERVER",
                    "408|<html>|SERVER",
                    "404|<html>|PROTOCOL",
                    "400|{}|PROTOCOL",
                    "200|{}|PROTOCOL",
                    "200|[]|PROTOCOL",
                    "200|{\"device_code\":\"a\",\"device_code\":\"b\"}|PROTOCOL",
                    "302|{}|PROTOCOL"
                })
        void with_a_code_for_each_kind(int status, String body, Code code) {
            server.onStart().answer(status, "X-Request-Id", "abc-123", body);
            try (var client = client().build()) {
                var fault = assertFault(client::startDeviceLogin, code);

                assertThat(fault.requestId()).contains("abc-123");
                assertThat(fault.hint()).isNotBlank();
                assertThat(fault.retryable()).isEqualTo(code == Code.SERVER);
            }
        }

        @Test
        void whose_words_are_told() {
            server.onStart()
                    .answer(
                            400,
                            "{\"error\":\"invalid_scope\",\"error_description\":\"ask\\u001b[2J less\","
                                    + "\"error_uri\":\"https://a.example/help\"}");
            try (var client = client().build()) {
                var fault = assertFault(client::startDeviceLogin, Code.REFUSED);

                assertThat(fault).hasMessage(server.issuer() + START + " answered 400 invalid_scope: ask [2J less");
                assertThat(fault.serverError()).contains("invalid_scope");
                assertThat(fault.errorUri()).contains(URI.create("https://a.example/help"));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 303, 307, 308})
        void which_follows_no_redirect(int status) {
            server.onStart().answer(status, "Location", server.issuer() + "/elsewhere", "");
            server.on("/oauth/tokeninfo").answer(status, "Location", server.issuer() + "/elsewhere", "");
            try (var client = client().build()) {
                assertFault(client::startDeviceLogin, Code.PROTOCOL);
                assertFault(() -> client.whoami(new AccessToken("x", clock.now())), Code.PROTOCOL);
            }
            assertThat(server.requests("/elsewhere")).isEmpty();
        }

        @Test
        void which_is_too_long() {
            server.onStart().answer(200, "{\"x\":\"" + "a".repeat(64 * 1024) + "\"}");
            try (var client = client().build()) {
                assertThat(assertFault(client::startDeviceLogin, Code.PROTOCOL)).hasMessageContaining("64 KB");
            }
        }

        @Test
        void whose_request_is_sent_once() {
            server.onStart().dropRequest().normally();
            try (var client = client().build()) {
                assertFault(client::startDeviceLogin, Code.NETWORK);
            }
            assertThat(server.requests(START)).hasSize(1);
        }

        @Test
        void whose_503_is_not_asked_again_behind_the_callers_back() {
            server.onStart().unavailable(Duration.ZERO).normally();
            try (var client = client().build()) {
                var fault = assertFault(client::startDeviceLogin, Code.SERVER);

                assertThat(fault.retryAfter()).contains(Duration.ZERO);
            }
            assertThat(server.requests(START)).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"DPoP", "mac"})
        void with_tokens_of_another_type(String type) throws Exception {
            server.onPoll().altered(body -> body.replace("Bearer", type));
            try (var client = client().build();
                    var login = client.startDeviceLogin()) {
                assertFault(login::await, Code.PROTOCOL);
            }
        }

        @Test
        void without_an_access_token_and_does_not_show_the_other_one() throws Exception {
            server.onPoll().altered(body -> body.replace("\"access_token\"", "\"no_token\""));
            try (var client = client().build();
                    var login = client.startDeviceLogin()) {
                assertThat(assertFault(login::await, Code.PROTOCOL)).hasMessageNotContaining("agr_");
            }
        }

        @Test
        void without_a_place_to_end_tokens() throws Exception {
            server.approve();
            var endpoints = Endpoints.of(
                    server.endpoints().deviceAuthorization(), server.endpoints().token());
            try (var client = client().endpoints(endpoints).build()) {
                client.startDeviceLogin().await();

                var report = client.session().orElseThrow().logout();

                assertThat(report.toString()).contains("revocation_endpoint");
                assertThat(client.session()).isEmpty();
            }
        }
    }

    @Nested
    @DisplayName("meets no server")
    class Network {
        @Test
        void under_a_name_that_nobody_knows() {
            try (var client = OAuthClient.builder(URI.create("https://nobody.invalid"), "my-cli")
                    .build()) {
                var fault = assertFault(client::startDeviceLogin, Code.NETWORK);

                assertThat(fault).hasMessageContaining("nobody.invalid");
                assertThat(fault.retryable()).isTrue();
            }
        }

        @Test
        void behind_a_port_that_is_closed() throws Exception {
            int port;
            try (var socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            try (var client = OAuthClient.builder(URI.create("http://localhost:" + port), "my-cli")
                    .build()) {
                assertThat(assertFault(client::startDeviceLogin, Code.NETWORK))
                        .hasMessage("there is no connection to http://localhost:" + port);
            }
        }

        @Test
        void where_a_plain_port_is_taken_for_a_secret_one() {
            try (var client = OAuthClient.builder(
                            URI.create(server.issuer().toString().replace("http:", "https:")), "my-cli")
                    .build()) {
                assertFault(client::startDeviceLogin, Code.NETWORK);
            }
        }
    }

    @Nested
    @DisplayName("is closed")
    class Closing {
        @Test
        void and_leaves_no_thread_that_keeps_the_program_alive() throws Exception {
            var before = nonDaemons();
            server.approve();
            try (var client = client().build()) {
                client.startDeviceLogin().await();
                client.whoami(client.session().orElseThrow().accessToken());

                assertThat(nonDaemons()).isEqualTo(before);
            }
            assertThat(nonDaemons()).isEqualTo(before);
        }

        @Test
        void and_makes_no_request_afterwards() {
            var client = client().build();
            client.close();

            assertFault(client::startDeviceLogin, Code.CANCELLED);
            assertThat(server.requests(START)).isEmpty();
        }

        @Test
        void and_uses_none_of_what_the_program_put_into_its_own_http_client() throws Exception {
            var calls = new AtomicInteger();
            var base = new OkHttpClient.Builder()
                    .addInterceptor(chain -> {
                        calls.incrementAndGet();
                        return chain.proceed(chain.request());
                    })
                    .build();
            try (var client = client().http(base).build()) {
                client.startDeviceLogin().close();
            }

            assertThat(calls).hasValue(0);
            assertThat(base.dispatcher().executorService().isShutdown()).isFalse();
        }

        private List<String> nonDaemons() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !thread.isDaemon())
                    .map(Thread::getName)
                    .sorted()
                    .toList();
        }
    }

    private ReceivedRequest sent() {
        return server.requests(START).get(0);
    }

    private OAuthClient.Builder client() {
        return client("my-cli", ClientAuthentication.none());
    }

    private OAuthClient.Builder client(String clientId, ClientAuthentication authentication) {
        return OAuthClient.builder(server.issuer(), clientId)
                .authentication(authentication)
                .store(store)
                .time(clock);
    }

    private static OAuthException assertFault(ThrowingCallable call, OAuthException.Code code) {
        var thrown = catchThrowableOfType(OAuthException.class, call);
        assertThat(thrown.code()).as(thrown.getMessage()).isEqualTo(code);
        return thrown;
    }
}
