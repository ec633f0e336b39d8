package dev.authgate.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.oauth.Hmac;
import dev.authgate.server.service.RequestSigner.Sent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Requirement OPS-07: how a service knows that a request is ours")
class RequestSignerTest {
    private static final long TIME = 1_700_000_000;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(TIME), ZoneOffset.UTC);
    private static final Sent VERIFY =
            sent("/api/verify", "/api/verify", "", "{\"username\":\"john\",\"password\":\"secret123\"}");

    private static Sent sent(String decoded, String encoded, String query, String body) {
        return new Sent("POST", decoded, encoded, query, body);
    }

    private static RequestSigner signer(ServiceProof.Mode mode, String secret) {
        return new RequestSigner(new ServiceProof(mode, secret, "X-Company-Key"), CLOCK);
    }

    @Test
    void without_proof_nothing_is_added() {
        assertThat(new RequestSigner(ServiceProof.none(), CLOCK).headers(VERIFY))
                .isEmpty();
    }

    @Test
    void simple_sends_the_secret_under_the_name_that_was_set() {
        assertThat(signer(ServiceProof.Mode.SIMPLE, "s3cret").headers(VERIFY))
                .containsOnlyKeys("X-Company-Key")
                .containsValue("s3cret");
    }

    /** Computed apart from this program, with Python. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            your-hmac-secret | /api/verify | `` | {"username":"john","password":"secret123"} | 94f7a29bc9d5abbba835b2192536f7da5a516aafaf8d60c018c995b9c622dcf1
            your-hmac-token-secret | /api/generate | ?tenant=a%20b | {"user_id":"u1","client_id":"c1","scopes":"read write","expires_in":3600} | 27f68f716169c3edc1f62f48f127f307da670921b2ba6036e8ce24bd97c697e8
            """)
    void hmac_signs_time_method_path_and_body_one_behind_the_other(
            String secret, String path, String query, String body, String signature) {
        var headers = signer(ServiceProof.Mode.HMAC, secret).headers(sent(path, path, query, body));

        assertThat(headers)
                .containsEntry("X-Timestamp", "1700000000")
                .containsEntry("X-Signature", signature)
                .containsOnlyKeys("X-Timestamp", "X-Signature", "X-Nonce");
        assertThat(UUID.fromString(headers.get("X-Nonce")).version()).isEqualTo(4);
    }

    @Test
    void hmac_signs_the_path_with_its_escapes_undone() {
        var headers = signer(ServiceProof.Mode.HMAC, "k").headers(sent("/a b", "/a%20b", "", ""));

        assertThat(headers)
                .containsEntry("X-Signature", new Hmac("k").hex("1700000000POST/a b".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void hmac_never_signs_two_equal_requests_alike_so_that_neither_looks_like_a_replay() {
        var signer = signer(ServiceProof.Mode.HMAC, "your-hmac-secret");
        var first = signer.headers(VERIFY);
        var second = signer.headers(VERIFY);

        assertThat(second.get("X-Signature")).isNotEqualTo(first.get("X-Signature"));
        assertThat(second).containsEntry("X-Timestamp", "1700000001");
    }

    @Test
    void hmac2_signs_lines_and_the_nonce_among_them() {
        var canonical = RequestSigner.canonical(
                TIME,
                "5f0c6c3e-6f4b-4a55-9d0b-2f7a9f1d8c11",
                sent("/a b", "/a%20b", "?x=1", "{\"username\":\"john\"}"));

        assertThat(new String(canonical, StandardCharsets.UTF_8)).isEqualTo("""
                        authgate-hmac2
                        1700000000
                        5f0c6c3e-6f4b-4a55-9d0b-2f7a9f1d8c11
                        POST
                        /a%20b?x=1
                        4ebf6d7751a2f7f5ac6fa6ee74f0e4560788be223c201808ecb912986e2cf82a""");
        assertThat("v2=" + new Hmac("your-hmac-secret").hex(canonical))
                .isEqualTo("v2=0b8384cdea4f28d10c05c44cecbb439bdd6871454d3a9a030890cb98202f99af");
    }

    @Test
    void hmac2_draws_a_nonce_for_each_request() {
        var signer = signer(ServiceProof.Mode.HMAC2, "k");
        var first = signer.headers(VERIFY);
        var second = signer.headers(VERIFY);

        assertThat(first.get("X-Signature")).startsWith("v2=").isNotEqualTo(second.get("X-Signature"));
        assertThat(first.get("X-Nonce")).isNotEqualTo(second.get("X-Nonce"));
        assertThat(first).containsEntry("X-Timestamp", "1700000000");
        assertThat(second).containsEntry("X-Timestamp", "1700000000");
    }
}
