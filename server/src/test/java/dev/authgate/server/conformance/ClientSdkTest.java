package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.TV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.authgate.sdk.Endpoints;
import dev.authgate.sdk.LoginResult;
import dev.authgate.sdk.LogoutReport;
import dev.authgate.sdk.OAuthClient;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.Session;
import dev.authgate.sdk.store.MemoryTokenStore;
import dev.authgate.sdk.verify.TokenVerifier;
import dev.authgate.sdk.verify.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The client SDK against this server")
class ClientSdkTest {
    private static final String KEEPING_ADDRESS = address();
    private static final String ROTATING_ADDRESS = address();

    @RegisterExtension
    static final AppUnderTest KEEPING = at(KEEPING_ADDRESS, Map.of());

    @RegisterExtension
    static final AppUnderTest ROTATING = at(ROTATING_ADDRESS, Map.of("ENABLE_TOKEN_ROTATION", "true"));

    private final MemoryTokenStore store = new MemoryTokenStore();
    private OAuthClient client =
            OAuthClient.builder(URI.create(KEEPING_ADDRESS), TV).build();

    /** The SDK compares the server's own name with the address it asks, so the port has to be known before the start. */
    private static String address() {
        try (var socket = new ServerSocket(0)) {
            return "http://localhost:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AppUnderTest at(String address, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("LIMITS", "off");
        all.put("BASE_URL", address);
        all.put("PORT", address.substring(address.lastIndexOf(':') + 1));
        return AppUnderTest.with(all);
    }

    private OAuthClient clientOf(AppUnderTest app, String address) {
        client.close();
        client = OAuthClient.builder(URI.create(address), TV)
                .store(store)
                .time(new ServerTime(app.clock()))
                .build();
        return client;
    }

    @AfterEach
    void close() {
        client.close();
    }

    private Session signedIn(AppUnderTest app, String address) throws Exception {
        return signedIn(app, clientOf(app, address));
    }

    private static Session signedIn(AppUnderTest app, OAuthClient client) throws Exception {
        try (var login = client.startDeviceLogin()) {
            app.browser()
                    .signIn(Person.ANN)
                    .decide(login.prompt().userCode(), "approve")
                    .page(200);
            return login.await().session();
        }
    }

    private String refreshToken(Session session) {
        var kept = store.load(session.key()).orElseThrow().refreshToken();
        return kept == null ? "none" : kept;
    }

    private static Code codeOf(Session session) {
        try {
            session.accessToken();
        } catch (OAuthException e) {
            return e.code();
        }
        throw new AssertionError("There is a token");
    }

    @Nested
    @DisplayName("RFC 8628: signs in")
    class SignsIn {
        @Test
        void by_the_metadata_alone_and_knows_who_it_is() throws Exception {
            var session = signedIn(KEEPING, KEEPING_ADDRESS);

            assertThat(session.scopes()).containsExactlyInAnyOrder("read", "write", "profile");
            assertThat(client.whoami(session.accessToken()).username()).contains("ann");
            assertThat(client.session().orElseThrow().accessToken().reveal())
                    .isEqualTo(session.accessToken().reveal());
        }

        @Test
        void not_when_the_person_says_no() throws Exception {
            try (var login = clientOf(KEEPING, KEEPING_ADDRESS).startDeviceLogin()) {
                KEEPING.browser()
                        .signIn(Person.ANN)
                        .decide(login.prompt().userCode(), "deny")
                        .page(200);

                assertThat(login.await()).isInstanceOf(LoginResult.Denied.class);
            }
            assertThat(client.session()).isEmpty();
        }

        @Test
        void not_when_nobody_decides_in_time() throws Exception {
            var server = URI.create(KEEPING_ADDRESS);
            client.close();
            client = OAuthClient.builder(server, TV)
                    .store(store)
                    .endpoints(Endpoints.of(server.resolve("/oauth/device/code"), server.resolve("/oauth/token")))
                    .time(new ServerTime(KEEPING.clock()))
                    .build();
            try (var login = client.startDeviceLogin()) {
                assertThat(login.await()).isInstanceOf(LoginResult.Expired.class);
            }
        }

        @Test
        void not_with_a_scope_that_the_client_does_not_have() {
            client.close();
            client = OAuthClient.builder(URI.create(KEEPING_ADDRESS), TV)
                    .scopes("admin")
                    .time(new ServerTime(KEEPING.clock()))
                    .build();

            assertThatExceptionOfType(OAuthException.class)
                    .isThrownBy(client::startDeviceLogin)
                    .satisfies(fault -> assertThat(fault.serverError()).contains("invalid_scope"));
        }
    }

    @Nested
    @DisplayName("RFC 6749 section 6: refreshes")
    class Refreshes {
        @Test
        void with_the_same_refresh_token_where_it_is_kept() throws Exception {
            var session = signedIn(KEEPING, KEEPING_ADDRESS);
            var first = session.accessToken().reveal();
            var refreshToken = refreshToken(session);
            KEEPING.clock().advance(Duration.ofHours(2));

            assertThat(session.accessToken().reveal()).isNotEqualTo(first);
            assertThat(refreshToken(session)).isEqualTo(refreshToken);
            assertThat(client.whoami(session.accessToken()).subject()).isNotEmpty();
        }

        @Test
        void with_the_next_one_where_they_rotate() throws Exception {
            var session = signedIn(ROTATING, ROTATING_ADDRESS);
            var refreshToken = refreshToken(session);

            session.refresh();

            assertThat(refreshToken(session)).isNotEqualTo(refreshToken);
            assertThat(client.whoami(session.accessToken()).subject()).isNotEmpty();
        }

        @Test
        void again_with_the_same_one_when_the_answer_was_lost() throws Exception {
            var session = signedIn(ROTATING, ROTATING_ADDRESS);
            var before = store.load(session.key()).orElseThrow();
            session.refresh();
            var successor = refreshToken(session);

            // As if the program had been killed between the server's answer and saving it.
            store.save(session.key(), before);
            var next = client.session().orElseThrow();
            next.refresh();

            assertThat(refreshToken(next)).isEqualTo(successor);
        }

        @Test
        void no_more_when_a_spent_one_comes_too_late() throws Exception {
            var session = signedIn(ROTATING, ROTATING_ADDRESS);
            var before = store.load(session.key()).orElseThrow();
            session.refresh();
            store.save(session.key(), before);
            ROTATING.clock().advance(Duration.ofHours(2));

            var late = client.session().orElseThrow();

            assertThat(codeOf(late)).isEqualTo(Code.LOGIN_REQUIRED);
            assertThat(client.session()).isEmpty();
        }

        @Test
        void after_an_api_has_refused_the_token_early() throws Exception {
            var session = signedIn(KEEPING, KEEPING_ADDRESS);
            var refused = session.accessToken();
            KEEPING.http().post("/oauth/revoke", "token", refused.reveal(), "client_id", TV);
            OkHttpClient api = session.authorizedClient(KEEPING_ADDRESS);

            try (var response = api.newCall(new Request.Builder()
                            .url(KEEPING_ADDRESS + "/oauth/tokeninfo")
                            .build())
                    .execute()) {
                assertThat(response.code()).isEqualTo(200);
            }
            assertThat(session.accessToken().reveal()).isNotEqualTo(refused.reveal());
        }
    }

    @Nested
    @DisplayName("RFC 7009: signs out")
    class SignsOut {
        @Test
        void so_that_neither_token_is_good_any_more() throws Exception {
            var session = signedIn(ROTATING, ROTATING_ADDRESS);
            var token = session.accessToken().reveal();
            var before = store.load(session.key()).orElseThrow();

            var report = session.logout();

            assertThat(report).isEqualTo(new LogoutReport(true, LogoutReport.Revocation.DONE, null));
            ROTATING.oauth().tokenInfo(token).refused(401, "invalid_token");
            store.save(session.key(), before);
            ROTATING.clock().advance(Duration.ofHours(2));
            assertThat(codeOf(client.session().orElseThrow())).isEqualTo(Code.LOGIN_REQUIRED);
        }
    }

    /** Signed with key pairs, which a resource server sees. */
    abstract static class Verifies {
        private final AppUnderTest app;
        private final String address;

        Verifies(AppUnderTest app, String address) {
            this.app = app;
            this.address = address;
        }

        private String token() throws Exception {
            try (var client = OAuthClient.builder(URI.create(address), TV)
                    .time(new ServerTime(app.clock()))
                    .build()) {
                return signedIn(app, client).accessToken().reveal();
            }
        }

        @Test
        void tokens_without_asking_the_server_across_a_rotation_of_its_keys() throws Exception {
            try (var verifier = TokenVerifier.builder(URI.create(address), address)
                    .requireScopes("read")
                    .time(new ServerTime(app.clock()))
                    .build()) {
                var first = token();
                var verified = verifier.verify(first).orThrow();
                assertThat(verified.clientId()).isEqualTo(TV);
                assertThat(verified.scopes()).contains("read", "write");
                assertThat(verifier.verify(first.substring(0, first.length() - 6) + "AAAAAA"))
                        .isInstanceOf(Verification.Refused.class);

                rotate();
                var second = token();
                assertThat(keyOf(second)).isNotEqualTo(keyOf(first));
                assertThat(verifier.verify(second)).isInstanceOf(Verification.Accepted.class);
                assertThat(verifier.verify(first)).isInstanceOf(Verification.Accepted.class);

                retireTheFirst();
                assertThat(verifier.verify(second)).isInstanceOf(Verification.Accepted.class);
                assertThat(verifier.verify(first)).isInstanceOf(Verification.Refused.class);

                app.clock().advance(Duration.ofHours(2));
                assertThat(verifier.verify(second)).isInstanceOf(Verification.Refused.class);
            }
        }

        private static String keyOf(String token) {
            return token.substring(0, token.indexOf('.'));
        }

        /** The next key, at once: the server's own rotation takes two hours from publishing a key to signing with it. */
        private void rotate() {
            app.execute("INSERT INTO signing_keys SELECT 'next-' || id, algorithm, generation + 1, sealed_private,"
                    + " public_key, created_at, active_at, NULL FROM signing_keys");
            app.clock().advance(Duration.ofSeconds(15));
        }

        private void retireTheFirst() {
            app.execute("UPDATE signing_keys SET retired_at = active_at WHERE generation = 1");
            app.clock().advance(Duration.ofMinutes(15));
        }
    }

    private static final String ES256_ADDRESS = address();
    private static final String RS256_ADDRESS = address();
    private static final String EDDSA_ADDRESS = address();

    @RegisterExtension
    static final AppUnderTest ES256 = at(ES256_ADDRESS, Map.of("JWT_ALGORITHM", "ES256"));

    @RegisterExtension
    static final AppUnderTest RS256 = at(RS256_ADDRESS, Map.of("JWT_ALGORITHM", "RS256"));

    @RegisterExtension
    static final AppUnderTest EDDSA = at(EDDSA_ADDRESS, Map.of("JWT_ALGORITHM", "EdDSA"));

    @Nested
    @DisplayName("RFC 9068 section 4: verifies ES256")
    class Es256 extends Verifies {
        Es256() {
            super(ES256, ES256_ADDRESS);
        }
    }

    @Nested
    @DisplayName("RFC 9068 section 4: verifies RS256")
    class Rs256 extends Verifies {
        Rs256() {
            super(RS256, RS256_ADDRESS);
        }
    }

    @Nested
    @DisplayName("RFC 9068 section 4: verifies EdDSA")
    class EdDsa extends Verifies {
        EdDsa() {
            super(EDDSA, EDDSA_ADDRESS);
        }
    }
}
