package dev.authgate.sdk.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirement OPS-07: a service knows which requests are AuthGate's, and refuses replays")
class RequestVerifierTest {
    private static final long TIME = 1_700_000_000;
    private static final String SECRET = "your-hmac-secret";
    private static final String NONCE = "5f0c6c3e-6f4b-4a55-9d0b-2f7a9f1d8c11";
    private static final String BODY = "{\"username\":\"john\"}";
    /** Computed apart from this program, with Python. */
    private static final String V2 = "v2=0b8384cdea4f28d10c05c44cecbb439bdd6871454d3a9a030890cb98202f99af";

    private static RequestVerifier verifier(SigningScheme scheme, long now) {
        return builder(now).accept(scheme).secret(SECRET).build();
    }

    private static RequestVerifier.Builder builder(long now) {
        return RequestVerifier.builder().clock(() -> Instant.ofEpochSecond(now));
    }

    private static Map<String, String> headers(String timestamp, String nonce, String signature) {
        return new HashMap<>(Map.of("X-Timestamp", timestamp, "X-Nonce", nonce, "X-Signature", signature));
    }

    private static Map<String, String> v2() {
        return headers("1700000000", NONCE, V2);
    }

    private static Verdict ask(RequestVerifier verifier, String target, Map<String, String> headers, String body) {
        return verifier.verify("POST", target, headers::get, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String sign(String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Nested
    @DisplayName("hmac")
    class Hmac {
        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                your-hmac-secret | /api/verify | {"username":"john","password":"secret123"} | 94f7a29bc9d5abbba835b2192536f7da5a516aafaf8d60c018c995b9c622dcf1
                your-hmac-token-secret | /api/generate?tenant=a%20b | {"user_id":"u1","client_id":"c1","scopes":"read write","expires_in":3600} | 27f68f716169c3edc1f62f48f127f307da670921b2ba6036e8ce24bd97c697e8
                """)
        void accepts_what_the_original_signs(String secret, String target, String body, String signature) {
            var verifier =
                    builder(TIME).accept(SigningScheme.HMAC).secret(secret).build();

            assertThat(ask(verifier, target, headers("1700000000", "any", signature), body))
                    .isEqualTo(Verdict.GENUINE);
        }

        @Test
        void knows_a_replay_by_its_signature_whatever_its_nonce() throws GeneralSecurityException {
            var verifier = verifier(SigningScheme.HMAC, TIME);
            var signature = sign("1700000000POST/api" + BODY);
            assertThat(ask(verifier, "/api", headers("1700000000", "one", signature), BODY))
                    .isEqualTo(Verdict.GENUINE);

            assertThat(ask(verifier, "/api", headers("1700000000", "two", signature), BODY))
                    .isEqualTo(Verdict.REPLAYED);
        }

        @ParameterizedTest
        @CsvSource({"/a%20b, /a b", "/caf%C3%A9, /caf\u00e9", "/100%, /100%", "/a%zz%4, /a%zz%4"})
        void undoes_the_escapes_of_the_path(String target, String path) throws GeneralSecurityException {
            var signature = sign("1700000000POST" + path + BODY);

            assertThat(ask(verifier(SigningScheme.HMAC, TIME), target, headers("1700000000", "n", signature), BODY))
                    .isEqualTo(Verdict.GENUINE);
        }
    }

    @Nested
    @DisplayName("hmac2")
    class Hmac2 {
        @Test
        void accepts_what_authgate_signs_and_once() {
            var verifier = verifier(SigningScheme.HMAC2, TIME);

            assertThat(ask(verifier, "/a%20b?x=1", v2(), BODY)).isEqualTo(Verdict.GENUINE);
            assertThat(ask(verifier, "/a%20b?x=1", v2(), BODY)).isEqualTo(Verdict.REPLAYED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/a%20b", "/a%20b?x=2", "/a b?x=1", "/a%20b?x=1&y"})
        void refuses_another_path_or_query(String target) {
            assertThat(ask(verifier(SigningScheme.HMAC2, TIME), target, v2(), BODY))
                    .isEqualTo(Verdict.FORGED);
        }

        @Test
        void refuses_another_method_body_nonce_time_or_secret() {
            var verifier = verifier(SigningScheme.HMAC2, TIME);
            var other = builder(TIME).accept(SigningScheme.HMAC2).secret("x").build();

            assertThat(verifier.verify("PUT", "/a%20b?x=1", v2()::get, BODY.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(Verdict.FORGED);
            assertThat(ask(verifier, "/a%20b?x=1", v2(), BODY + " ")).isEqualTo(Verdict.FORGED);
            assertThat(ask(verifier, "/a%20b?x=1", headers("1700000000", "other", V2), BODY))
                    .isEqualTo(Verdict.FORGED);
            assertThat(ask(verifier, "/a%20b?x=1", headers("1700000001", NONCE, V2), BODY))
                    .isEqualTo(Verdict.FORGED);
            assertThat(ask(other, "/a%20b?x=1", v2(), BODY)).isEqualTo(Verdict.FORGED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-301, OUT_OF_TIME",
        "-300, GENUINE",
        "300, GENUINE",
        "301, OUT_OF_TIME",
    })
    void the_window_is_five_minutes_both_ways(long away, Verdict verdict) {
        assertThat(ask(verifier(SigningScheme.HMAC2, TIME + away), "/a%20b?x=1", v2(), BODY))
                .isEqualTo(verdict);
    }

    @Test
    void the_window_may_be_shorter() {
        var verifier = builder(TIME + 11)
                .accept(SigningScheme.HMAC2)
                .secret(SECRET)
                .window(Duration.ofSeconds(10))
                .build();

        assertThat(ask(verifier, "/a%20b?x=1", v2(), BODY)).isEqualTo(Verdict.OUT_OF_TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Signature", "X-Timestamp", "X-Nonce"})
    void every_header_is_needed(String name) {
        var headers = v2();
        headers.remove(name);

        assertThat(ask(verifier(SigningScheme.HMAC2, TIME), "/a%20b?x=1", headers, BODY))
                .isEqualTo(Verdict.UNSIGNED);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Timestamp, 17e8",
        "X-Timestamp, -1700000000",
        "X-Timestamp, 1700000000000000",
        "X-Nonce, a b",
        "X-Nonce, ''",
        "X-Signature, v2=abc",
        "X-Signature, v3=0b8384cdea4f28d10c05c44cecbb439bdd6871454d3a9a030890cb98202f99af",
        "X-Signature, 0B8384CDEA4F28D10C05C44CECBB439BDD6871454D3A9A030890CB98202F99AF",
    })
    void a_header_that_cannot_be_read_is_malformed(String name, String value) {
        var headers = v2();
        headers.put(name, value);

        assertThat(ask(verifier(SigningScheme.HMAC2, TIME), "/a%20b?x=1", headers, BODY))
                .isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void a_scheme_that_is_not_accepted_is_malformed_and_both_can_be() throws GeneralSecurityException {
        var old = headers("1700000000", "n", sign("1700000000POST/api" + BODY));
        var both = builder(TIME)
                .accept(SigningScheme.HMAC)
                .accept(SigningScheme.HMAC2)
                .secret(SECRET)
                .build();

        assertThat(ask(verifier(SigningScheme.HMAC2, TIME), "/api", old, BODY)).isEqualTo(Verdict.MALFORMED);
        assertThat(ask(verifier(SigningScheme.HMAC, TIME), "/a%20b?x=1", v2(), BODY))
                .isEqualTo(Verdict.MALFORMED);
        assertThat(ask(both, "/api", old, BODY)).isEqualTo(Verdict.GENUINE);
        assertThat(ask(both, "/a%20b?x=1", v2(), BODY)).isEqualTo(Verdict.GENUINE);
    }

    @Test
    void a_secret_can_be_changed_without_a_gap() {
        var verifier = builder(TIME)
                .accept(SigningScheme.HMAC2)
                .secret("the new secret")
                .secret(SECRET)
                .build();

        assertThat(ask(verifier, "/a%20b?x=1", v2(), BODY)).isEqualTo(Verdict.GENUINE);
    }

    @Test
    void a_full_memory_accepts_nothing_until_something_is_too_old_to_matter() throws GeneralSecurityException {
        var now = new long[] {TIME};
        var verifier = RequestVerifier.builder()
                .accept(SigningScheme.HMAC)
                .secret(SECRET)
                .clock(() -> Instant.ofEpochSecond(now[0]))
                .remember(1)
                .build();
        ask(verifier, "/a", headers("1700000000", "n", sign("1700000000POST/a" + BODY)), BODY);

        var second = headers("1700000001", "n", sign("1700000001POST/b" + BODY));
        assertThat(ask(verifier, "/b", second, BODY)).isEqualTo(Verdict.TOO_MANY);
        now[0] = TIME + 301;
        assertThat(ask(verifier, "/b", second, BODY)).isEqualTo(Verdict.GENUINE);
    }

    @Test
    void of_many_copies_at_once_one_is_genuine() throws Exception {
        var verifier = verifier(SigningScheme.HMAC2, TIME);
        var barrier = new CyclicBarrier(16);
        var threads = Executors.newFixedThreadPool(16);
        try {
            var verdicts = new ArrayList<Future<Verdict>>();
            for (var i = 0; i < 16; i++) {
                Callable<Verdict> atOnce = () -> {
                    barrier.await();
                    return ask(verifier, "/a%20b?x=1", v2(), BODY);
                };
                verdicts.add(threads.submit(atOnce));
            }
            var genuine = 0;
            for (var verdict : verdicts) {
                genuine += verdict.get().isGenuine() ? 1 : 0;
            }
            assertThat(genuine).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(SigningScheme.class)
    void a_verifier_without_a_secret_or_a_scheme_is_none(SigningScheme scheme) {
        assertThatThrownBy(() -> RequestVerifier.builder().accept(scheme).build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> RequestVerifier.builder().secret("s").build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> RequestVerifier.of(scheme, "")).isInstanceOf(IllegalArgumentException.class);
    }
}
