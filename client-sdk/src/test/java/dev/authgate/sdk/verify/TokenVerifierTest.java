package dev.authgate.sdk.verify;

import static dev.authgate.sdk.verify.SignatureAlgorithm.EDDSA;
import static dev.authgate.sdk.verify.SignatureAlgorithm.ES256;
import static dev.authgate.sdk.verify.SignatureAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.testkit.FakeAuthServer;
import dev.authgate.sdk.testkit.ManualClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9068 section 4: Validating JWT Access Tokens")
final class TokenVerifierTest {
    private static final URI ISSUER = URI.create("https://auth.example.com");
    private static final String API = "https://api.example.com";

    private final ManualClock clock = new ManualClock();
    private final KeyServer server = new KeyServer();
    private final SigningKey key = SigningKey.of("key-1", ES256);
    private final TokenVerifier verifier = builder().build();

    private TokenVerifier.Builder builder() {
        return TokenVerifier.builder(ISSUER, API, "urn:the-same")
                .keysAt(server.address())
                .time(clock);
    }

    @AfterEach
    void close() {
        verifier.close();
        server.close();
    }

    private String claims(String... changes) {
        var now = clock.now().getEpochSecond();
        var text = "{\"iss\":\"" + ISSUER + "\",\"sub\":\"user-1\",\"aud\":\"" + API
                + "\",\"client_id\":\"my-cli\",\"scope\":\"read write\",\"iat\":" + now + ",\"exp\":" + (now + 3600)
                + ",\"jti\":\"t-1\",\"username\":\"ada\",\"level\":3}";
        for (var change = 0; change < changes.length; change += 2) {
            assertThat(text).contains(changes[change]);
            text = text.replace(changes[change], changes[change + 1]);
        }
        return text;
    }

    private String reason(String token) throws OAuthException {
        return reason(verifier, token);
    }

    private static String reason(TokenVerifier verifier, String token) throws OAuthException {
        return verifier.verify(token) instanceof Verification.Refused refused
                ? refused.error().code() + ": " + refused.reason()
                : "accepted";
    }

    @ParameterizedTest
    @EnumSource
    void a_good_token_says_whose_it_is(SignatureAlgorithm algorithm) throws Exception {
        var signing = SigningKey.of("k", algorithm);
        server.publish(signing);

        var token = verifier.verify(signing.sign(claims())).orThrow();

        assertThat(token.subject()).isEqualTo("user-1");
        assertThat(token.clientId()).isEqualTo("my-cli");
        assertThat(token.issuer()).isEqualTo(ISSUER);
        assertThat(token.audience()).containsExactly(API);
        assertThat(token.scopes()).containsExactly("read", "write");
        assertThat(token.hasScope("write")).isTrue();
        assertThat(token.id()).isEqualTo("t-1");
        assertThat(token.issuedAt()).isEqualTo(clock.now());
        assertThat(token.expiresAt()).isEqualTo(clock.now().plusSeconds(3600));
        assertThat(token.text("username")).contains("ada");
        assertThat(token.text("level")).isEmpty();
        assertThat(token.claims()).containsEntry("level", 3L);
    }

    @Nested
    @DisplayName("refuses")
    final class Refuses {
        @ParameterizedTest
        @EnumSource
        void a_token_with_any_character_of_any_part_changed(SignatureAlgorithm algorithm) throws Exception {
            var signing = SigningKey.of("k", algorithm);
            server.publish(signing);
            var token = signing.sign(claims());

            for (var place = 0; place < token.length(); place += 7) {
                if (token.charAt(place) != '.') {
                    var other = token.charAt(place) == 'A' ? 'B' : 'A';
                    var changed = token.substring(0, place) + other + token.substring(place + 1);

                    assertThat(reason(changed)).as("at " + place).startsWith("invalid_token: ");
                }
            }
            var last = token.charAt(token.length() - 1) == 'A' ? "B" : "A";
            assertThat(reason(token.substring(0, token.length() - 1) + last)).startsWith("invalid_token: ");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "a.b", "a.b.c.d", "...", "..", "é.é.é", "e30.e30.e30", "bnVsbA.e30.e30"})
        void what_is_no_token(String text) throws Exception {
            server.publish(key);

            assertThat(reason(text)).startsWith("invalid_token: ");
        }

        @Test
        void algorithms_that_a_public_key_does_not_verify() throws Exception {
            server.publish(key);
            for (var algorithm : List.of("none", "None", "HS256", "HS512", "ES384", "PS256", "RS512", "")) {
                var header = "{\"typ\":\"at+jwt\",\"alg\":\"" + algorithm + "\",\"kid\":\"key-1\"}";

                assertThat(reason(key.sign(header, claims())))
                        .isEqualTo("invalid_token: the token's algorithm is not allowed");
            }
            assertThat(reason(key.sign("{\"typ\":\"at+jwt\",\"kid\":\"key-1\"}", claims())))
                    .contains("algorithm");
            assertThat(server.requests).as("nobody is asked about such").isEmpty();
        }

        @Test
        void algorithms_that_were_not_chosen() throws Exception {
            server.publish(key);
            try (var strict = builder().algorithms(EDDSA, RS256).build()) {
                assertThat(reason(strict, key.sign(claims()))).contains("algorithm is not allowed");
            }
        }

        @Test
        void a_token_of_another_type() throws Exception {
            server.publish(key);
            for (var type : List.of("\"typ\":\"JWT\",", "", "\"typ\":5,")) {
                var header = "{" + type + "\"alg\":\"ES256\",\"kid\":\"key-1\"}";

                assertThat(reason(key.sign(header, claims())))
                        .isEqualTo("invalid_token: the token's type is not at+jwt");
            }
            var spelled = "{\"typ\":\"application/AT+JWT\",\"alg\":\"ES256\",\"kid\":\"key-1\"}";
            assertThat(reason(key.sign(spelled, claims()))).isEqualTo("accepted");
        }

        @Test
        void what_it_does_not_understand_or_what_is_said_twice() throws Exception {
            server.publish(key);
            var critical = key.header().replace("}", ",\"crit\":[\"exp\"]}");
            var twice = key.header().replace("}", ",\"alg\":\"none\"}");

            assertThat(reason(key.sign(critical, claims()))).contains("(crit)");
            assertThat(reason(key.sign(twice, claims()))).contains("the header is broken JSON");
            assertThat(reason(key.sign(claims("\"level\":3", "\"sub\":\"root\""))))
                    .contains("the payload is broken JSON");
        }

        @Test
        void a_token_longer_than_any() throws Exception {
            server.publish(key);

            assertThat(reason(key.sign(claims("ada", "a".repeat(20_000))))).contains("longer than 16384");
        }

        @Test
        void padding_and_other_spellings_of_the_same_bytes() throws Exception {
            server.publish(key);
            var token = key.sign(claims());

            assertThat(reason(token + "=")).contains("not base64url");
            assertThat(reason(token + "\n")).contains("not base64url");
        }

        @Test
        void a_key_of_another_kind_under_the_same_name() throws Exception {
            server.publish(SigningKey.of("key-1", RS256));

            assertThat(reason(key.sign(claims()))).contains("a key that the server does not have");
        }

        @Test
        void a_key_id_that_is_no_short_text() throws Exception {
            server.publish(key);

            assertThat(reason(key.sign("{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":5}", claims())))
                    .contains("kid is not a short text");
            assertThat(reason(key.sign(
                            "{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"" + "k".repeat(300) + "\"}", claims())))
                    .contains("kid is not a short text");
        }
    }

    @Nested
    @DisplayName("holds the claims to")
    final class Claims {
        @Test
        void the_issuer() throws Exception {
            server.publish(key);

            assertThat(reason(key.sign(claims("\"iss\":\"https://auth", "\"iss\":\"https://evil"))))
                    .contains("issued by another server");
        }

        @Test
        void the_audience_alone_or_in_a_list() throws Exception {
            server.publish(key);
            var aud = "\"aud\":\"" + API + "\"";

            assertThat(reason(key.sign(claims(aud, "\"aud\":[\"x\",\"urn:the-same\"]"))))
                    .isEqualTo("accepted");
            assertThat(reason(key.sign(claims(aud, "\"aud\":[\"x\"]")))).contains("another audience");
            assertThat(reason(key.sign(claims(aud, "\"aud\":[]")))).contains("another audience");
            assertThat(reason(key.sign(claims(aud, "\"aud\":[5,\"" + API + "\"]"))))
                    .contains("no usable aud");
            assertThat(reason(key.sign(claims(aud, "\"aud\":\"other\"")))).contains("another audience");
        }

        @Test
        void the_members_that_must_be_there() throws Exception {
            server.publish(key);
            for (var name : List.of("iss", "sub", "aud", "client_id", "jti")) {
                assertThat(reason(key.sign(claims("\"" + name + "\"", "\"no-" + name + "\""))))
                        .isEqualTo("invalid_token: the token has no " + name);
            }
            for (var name : List.of("iat", "exp")) {
                assertThat(reason(key.sign(claims("\"" + name + "\"", "\"no-" + name + "\""))))
                        .isEqualTo("invalid_token: the token has no usable " + name);
            }
        }

        @Test
        void their_times_with_half_a_minute_of_leeway() throws Exception {
            server.publish(key);
            var token = key.sign(claims());

            clock.advance(Duration.ofSeconds(3629));
            assertThat(reason(token)).isEqualTo("accepted");
            clock.advance(Duration.ofSeconds(1));
            assertThat(reason(token)).contains("expired");
        }

        @Test
        void a_start_that_has_come() throws Exception {
            server.publish(key);
            var now = clock.now().getEpochSecond();
            var exp = "\"exp\"";

            assertThat(reason(key.sign(claims(exp, "\"nbf\":" + (now + 30) + ",\"exp\""))))
                    .isEqualTo("accepted");
            assertThat(reason(key.sign(claims(exp, "\"nbf\":" + (now + 31) + ".5,\"exp\""))))
                    .contains("not valid yet");
            assertThat(reason(key.sign(claims("\"iat\":" + now, "\"iat\":" + (now + 31)))))
                    .contains("issued in the future");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"tomorrow\"", "-1", "1e300", "1e-999999999", "999999999999999999999", "true", "null"})
        void times_that_are_times(String time) throws Exception {
            server.publish(key);
            var exp = "\"exp\":" + (clock.now().getEpochSecond() + 3600);

            assertThat(reason(key.sign(claims(exp, "\"exp\":" + time)))).contains("no usable exp");
        }

        @Test
        void the_clients_that_are_served() throws Exception {
            server.publish(key);
            try (var strict = builder().clients("tv", "radio").build()) {
                assertThat(reason(strict, key.sign(claims()))).contains("a client that is not served here");
                assertThat(reason(strict, key.sign(claims("my-cli", "radio")))).isEqualTo("accepted");
            }
        }

        @Test
        void the_scopes_that_are_needed_and_tells_which() throws Exception {
            server.publish(key);
            try (var strict = builder().requireScopes("read", "admin").build()) {
                var refused = (Verification.Refused) strict.verify(key.sign(claims()));

                assertThat(refused.error().status()).isEqualTo(403);
                assertThat(refused.challenge())
                        .isEqualTo("Bearer error=\"insufficient_scope\", error_description=\"the token was not granted"
                                + " what this needs\", scope=\"read admin\"");
                assertThat(reason(strict, key.sign(claims("read write", "admin  read"))))
                        .isEqualTo("accepted");
                assertThat(reason(strict, key.sign(claims("\"scope\"", "\"scp\""))))
                        .contains("insufficient_scope");
            }
        }
    }

    @Nested
    @DisplayName("RFC 6750: answers")
    final class Answers {
        @Test
        void with_the_words_for_the_header() throws Exception {
            server.publish(key);

            var refused = (Verification.Refused) verifier.verify("nonsense");

            assertThat(refused.error().status()).isEqualTo(401);
            assertThat(refused.challenge())
                    .isEqualTo("Bearer error=\"invalid_token\", error_description=\"the token is no signed JWT: it has"
                            + " not three parts\"");
            assertThatExceptionOfType(TokenRefusedException.class)
                    .isThrownBy(refused::orThrow)
                    .withMessageStartingWith("invalid_token: ")
                    .satisfies(e -> assertThat(e.refusal()).isEqualTo(refused));
        }

        @Test
        void to_a_header_with_and_without_a_token() throws Exception {
            server.publish(key);

            assertThat(verifier.verifyHeader("bearer " + key.sign(claims()))).isInstanceOf(Verification.Accepted.class);
            for (var header : new String[] {null, "", "Basic abc", "Bearer"}) {
                var refused = (Verification.Refused) verifier.verifyHeader(header);
                assertThat(refused.error()).isEqualTo(BearerError.INVALID_REQUEST);
                assertThat(refused.error().status()).isEqualTo(400);
            }
        }
    }

    @Nested
    @DisplayName("keeps the keys")
    final class Keeping {
        @Test
        void as_long_as_the_server_says_and_asks_again_by_their_tag() throws Exception {
            server.publish(key);
            server.cacheControl = "max-age=300";
            for (var call = 0; call < 3; call++) {
                assertThat(reason(key.sign(claims()))).isEqualTo("accepted");
            }
            assertThat(server.requests).containsExactly("-");

            clock.advance(Duration.ofMinutes(5));
            assertThat(reason(key.sign(claims()))).isEqualTo("accepted");
            assertThat(reason(key.sign(claims()))).isEqualTo("accepted");

            assertThat(server.requests).hasSize(2).last().asString().startsWith("\"");
        }

        @Test
        void at_least_a_minute_and_at_most_a_day() throws Exception {
            server.publish(key);
            server.cacheControl = "no-store";
            reason(key.sign(claims()));
            clock.advance(Duration.ofSeconds(59));
            reason(key.sign(claims()));
            assertThat(server.requests).hasSize(1);

            server.cacheControl = "max-age=999999999";
            clock.advance(Duration.ofSeconds(1));
            reason(key.sign(claims()));
            assertThat(server.requests).hasSize(2);
            clock.advance(CachedKeys.LONGEST);
            reason(key.sign(claims()));
            assertThat(server.requests).hasSize(3);
        }

        @Test
        void a_quarter_of_an_hour_when_it_says_nothing() throws Exception {
            server.publish(key);
            server.cacheControl = "public";
            reason(key.sign(claims()));
            clock.advance(CachedKeys.USUAL.minusSeconds(1));
            reason(key.sign(claims()));
            assertThat(server.requests).hasSize(1);
            clock.advance(Duration.ofSeconds(1));
            reason(key.sign(claims()));
            assertThat(server.requests).hasSize(2);
        }

        @Test
        void but_asks_at_once_for_a_key_that_is_not_among_them() throws Exception {
            server.publish(key);
            reason(key.sign(claims()));
            var next = SigningKey.of("key-2", ES256);
            server.publish(key, next);
            clock.advance(CachedKeys.BETWEEN_FETCHES);

            assertThat(reason(next.sign(claims()))).isEqualTo("accepted");
            assertThat(server.requests).hasSize(2);
        }

        @Test
        void without_being_made_to_ask_by_invented_keys() throws Exception {
            server.publish(key);
            reason(key.sign(claims()));
            clock.advance(CachedKeys.BETWEEN_FETCHES);
            for (var call = 0; call < 50; call++) {
                var invented = SigningKey.encode("{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"k" + call + "\"}");
                assertThat(reason(invented + ".e30.AAAA")).contains("does not have");
            }
            assertThat(server.requests).as("ten seconds between requests").hasSize(2);

            for (var minute = 0; minute < 3; minute++) {
                clock.advance(CachedKeys.BETWEEN_FETCHES);
                reason(SigningKey.encode("{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"same\"}") + ".e30.AAAA");
            }
            assertThat(server.requests).as("a minute for the same key").hasSize(3);
        }

        @Test
        void of_more_invented_names_than_it_remembers() throws Exception {
            server.publish(key);
            server.cacheControl = "max-age=86400";
            for (var call = 0; call < 300; call++) {
                clock.advance(CachedKeys.BETWEEN_FETCHES);
                reason(SigningKey.encode("{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"k" + call + "\"}")
                        + ".e30.AA");
            }
            assertThat(server.requests).hasSizeBetween(290, 301);
        }

        @Test
        void an_hour_beyond_their_time_while_the_server_is_away() throws Exception {
            server.publish(key);
            server.cacheControl = "max-age=60";
            reason(key.sign(claims()));
            server.status = 503;

            clock.advance(Duration.ofMinutes(2));
            assertThat(reason(key.sign(claims()))).isEqualTo("accepted");
            assertThat(reason(key.sign(claims()))).isEqualTo("accepted");
            assertThat(server.requests).as("with a rest between attempts").hasSize(2);

            clock.advance(CachedKeys.BEYOND);
            assertThatExceptionOfType(OAuthException.class)
                    .isThrownBy(() -> verifier.verify(key.sign(claims())))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.SERVER));
        }

        @Test
        void and_says_nothing_about_a_token_when_there_were_never_any() {
            for (var status : new int[] {503, 404}) {
                server.status = status;
                assertThatExceptionOfType(OAuthException.class).isThrownBy(() -> verifier.verify(key.sign(claims())));
            }
            server.status = 200;
            server.publish("no keys at all");
            assertThatExceptionOfType(OAuthException.class)
                    .isThrownBy(() -> verifier.verify(key.sign(claims())))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.PROTOCOL));
        }

        @Test
        void for_all_threads_by_one_request() throws Exception {
            server.publish(key);
            var token = key.sign(claims());
            var threads = Executors.newFixedThreadPool(8);
            var calls = new ArrayList<Callable<String>>();
            for (var call = 0; call < 64; call++) {
                calls.add(() -> reason(token));
            }
            for (var answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo("accepted");
            }
            threads.shutdown();

            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void finds_the_keys_by_the_servers_metadata_and_follows_their_rotation() throws Exception {
        try (var auth = FakeAuthServer.start(clock);
                var found = TokenVerifier.builder(auth.issuer(), API)
                        .time(clock)
                        .http(new OkHttpClient())
                        .leeway(Duration.ZERO)
                        .build()) {
            var first = auth.sign(claims(ISSUER.toString(), auth.issuer().toString()));
            assertThat(reason(found, first)).isEqualTo("accepted");
            auth.rotateKeys();
            clock.advance(CachedKeys.BETWEEN_FETCHES);
            var second = auth.sign(claims(ISSUER.toString(), auth.issuer().toString()));
            assertThat(reason(found, second)).isEqualTo("accepted");
            assertThat(reason(found, first)).isEqualTo("accepted");
            auth.withdrawOldKeys();
            clock.advance(CachedKeys.LONGEST);
            assertThat(reason(found, first)).contains("does not have");
        }
    }

    @Test
    void is_not_built_from_what_makes_no_sense() {
        assertThatIllegalArgumentException().isThrownBy(() -> TokenVerifier.builder(ISSUER));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenVerifier.builder(URI.create("http://auth.example.com"), API));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().leeway(Duration.ofMinutes(6)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().leeway(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().keysAt(URI.create("ftp://auth.example.com/keys")));
    }
}
