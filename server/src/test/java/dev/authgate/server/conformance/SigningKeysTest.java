package dev.authgate.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.authgate.server.key.KeySettings;
import dev.authgate.server.key.RotatingKeys;
import dev.authgate.server.key.SigningAlgorithm;
import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.oauth.Secrets;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Requirements 1.6: signing keys and /.well-known/jwks.json (RFC 7517, RFC 9068 section 4)")
class SigningKeysTest {
    private static final String JWKS = "/.well-known/jwks.json";
    private static final String SECRET = "session-secret-of-the-signing-keys-0123456789";
    private static final Duration LONGEST_TOKEN = Duration.ofHours(24);

    @RegisterExtension
    static final AppUnderTest ES256 = app("ES256");

    @RegisterExtension
    static final AppUnderTest RS256 = app("RS256");

    @RegisterExtension
    static final AppUnderTest EDDSA = app("EdDSA");

    /** Its tokens outlive a change of keys. */
    @RegisterExtension
    static final AppUnderTest CHANGING = AppUnderTest.with(
            Map.of("LIMITS", "off", "JWT_ALGORITHM", "ES256", "JWT_EXPIRATION", "6h", "SESSION_SECRET", SECRET));

    private static AppUnderTest app(String algorithm) {
        return AppUnderTest.with(Map.of("LIMITS", "off", "JWT_ALGORITHM", algorithm));
    }

    static Stream<AppUnderTest> pairs() {
        return Stream.of(ES256, RS256, EDDSA);
    }

    private static List<JsonNode> keys(AppUnderTest app) {
        var keys = new ArrayList<JsonNode>();
        app.http().get(JWKS).json().path("keys").forEach(keys::add);
        return keys;
    }

    private static List<String> published(AppUnderTest app) {
        return keys(app).stream().map(key -> key.path("kid").asText()).toList();
    }

    private static JsonNode header(String token) {
        var text = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return new Reply(200, Map.of(), new String(text, StandardCharsets.UTF_8)).json();
    }

    private static String kid(String token) {
        return header(token).path("kid").asText();
    }

    /** What a service does that keeps the key set and never asks: the keys by id. */
    private static Map<String, Key> kept(AppUnderTest app) {
        return Jwks.setParser().build().parse(app.http().get(JWKS).body()).getKeys().stream()
                .collect(Collectors.toMap(Jwk::getId, key -> (Key) key.toKey()));
    }

    private static boolean verifies(Map<String, Key> kept, String token, AppUnderTest app) {
        var key = kept.get(kid(token));
        return key != null
                && Jwts.parser()
                        .verifyWith((PublicKey) key)
                        .clock(() -> Date.from(app.clock().instant()))
                        .build()
                        .parseSignedClaims(token)
                        .getPayload()
                        .getIssuer()
                        .equals(AppUnderTest.BASE_URL);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    @Tag("AT-06")
    void a_service_verifies_a_token_with_the_published_key_that_it_names(AppUnderTest app) {
        var token = app.accessToken();

        assertThat(verifies(kept(app), token, app)).isTrue();
        app.assertAlive(token);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    @Tag("JW-01")
    @Tag("JW-02")
    void the_key_set_holds_public_halves_with_names_of_their_own(AppUnderTest app) {
        app.accessToken();

        var answer = app.http().get(JWKS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(published(app)).isNotEmpty().doesNotHaveDuplicates();
        assertThat(keys(app)).allSatisfy(key -> {
            assertThat(key.fieldNames())
                    .toIterable()
                    .contains("kty", "kid", "alg", "use")
                    .doesNotContain("d", "p", "q", "dp", "dq", "qi", "k", "oth");
            assertThat(key.path("use").asText()).isEqualTo("sig");
        });
    }

    @Test
    @Tag("JW-02")
    void keys_are_as_large_as_their_algorithm_wants() {
        RS256.accessToken();
        EDDSA.accessToken();

        var modulus = Base64.getUrlDecoder().decode(keys(RS256).get(0).path("n").asText());
        assertThat(modulus.length * 8).isGreaterThanOrEqualTo(2048);
        assertThat(keys(EDDSA).get(0).path("crv").asText()).isEqualTo("Ed25519");
        assertThat(keys(EDDSA).get(0).path("alg").asText()).isEqualTo("EdDSA");
    }

    @Test
    @Tag("JW-01")
    void the_key_set_is_empty_when_the_key_is_a_shared_secret() {
        assertThat(CHANGING.http().get(JWKS).json().path("keys").isArray()).isTrue();
        try (var shared = AppUnderTest.Shared.start(Map.of("LIMITS", "off"))) {
            assertThat(new Http(shared.server().port()).get(JWKS).body()).isEqualTo("{\"keys\":[]}");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    @Tag("AT-09")
    void a_token_that_is_keyed_with_the_public_key_is_dead(AppUnderTest app) throws GeneralSecurityException {
        var token = app.accessToken();
        var payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        var header = encoded(("{\"typ\":\"at+jwt\",\"alg\":\"HS256\",\"kid\":\"" + kid(token) + "\"}")
                .getBytes(StandardCharsets.UTF_8));
        var key = kept(app).values().iterator().next().getEncoded();
        var pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PUBLIC KEY-----\n";

        for (var secret : List.of(key, pem.getBytes(StandardCharsets.UTF_8))) {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            var forged = header + "." + payload + "."
                    + encoded(mac.doFinal((header + "." + payload).getBytes(StandardCharsets.US_ASCII)));
            app.assertDead(forged);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void private_halves_are_not_to_be_read_in_the_database() {
        ES256.accessToken();

        var stored = ES256.query("SELECT sealed_private FROM signing_keys");
        var bytes = Base64.getUrlDecoder().decode(stored.substring(0, stored.indexOf('|')));
        assertThatThrownBy(() -> KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes)))
                .isInstanceOf(InvalidKeySpecException.class);
    }

    @Test
    @Tag("AT-42")
    void a_service_that_keeps_the_key_set_for_an_hour_never_fails_while_keys_change() {
        var old = CHANGING.accessToken();
        var first = kid(old);
        assertThat(published(CHANGING)).containsExactly(first);

        rotate();
        pass(Duration.ofSeconds(1));
        assertThat(published(CHANGING)).hasSize(2).startsWith(first);

        var newKeyAppeared = false;
        var kept = kept(CHANGING);
        for (var minutes = 10; minutes <= 180; minutes += 10) {
            pass(Duration.ofMinutes(10));
            kept = minutes % 60 == 0 ? kept(CHANGING) : kept;
            var token = CHANGING.accessToken();
            assertThat(verifies(kept, token, CHANGING)).isTrue();
            newKeyAppeared |= !kid(token).equals(first);
        }
        assertThat(newKeyAppeared).isTrue();
        assertThat(published(CHANGING)).hasSize(2);
        CHANGING.assertAlive(old);
        assertThat(verifies(kept, old, CHANGING)).isTrue();

        pass(LONGEST_TOKEN);
        assertThat(published(CHANGING)).hasSize(1).doesNotContain(first);
    }

    /** As {@code key rotate} does, at the time of the server's clock. */
    private static void rotate() {
        try (var workspace = CHANGING.server().workspace()) {
            var parts =
                    new RotatingKeys.Parts(workspace.signingKeys(), workspace.auditTrail(), workspace.transactions());
            var settings = new KeySettings(SigningAlgorithm.ES256, Duration.ofDays(90), LONGEST_TOKEN);
            var keys = new RotatingKeys(parts, settings, MasterSecret.of(SECRET), new Secrets());
            assertThat(keys.rotate(CHANGING.clock().instant())).isTrue();
        }
    }

    private static void pass(Duration duration) {
        CHANGING.clock().advance(duration);
    }
}
