package dev.authgate.server.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.conformance.SettableClock;
import dev.authgate.server.key.SharedSecrets;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.storage.Samples;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9068 section 2: JWT Access Token")
class AccessTokensTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String SECRET = "a secret of at least thirty-two bytes, number one";
    private static final String OTHER = "a secret of at least thirty-two bytes, number two";
    private static final TokenSettings SETTINGS = new TokenSettings(
            "https://auth.example.org",
            "https://api.example.org",
            Duration.ofHours(1),
            Duration.ofDays(30),
            true,
            TokenSettings.Rotation.off());

    private final AccessTokens tokens = at(NOON, SECRET);
    private final String token = tokens.sign(
            "token-1",
            Samples.grant("grant-1", "user-1", "client-1"),
            Scopes.parse("read write"),
            NOON,
            Duration.ofHours(1));

    @Test
    void has_the_header_type_and_claims_that_the_profile_asks_for() {
        assertThat(part(0)).contains("\"typ\":\"at+jwt\"", "\"alg\":\"HS256\"", "\"kid\":\"");
        assertThat(part(1))
                .contains(
                        "\"iss\":\"https://auth.example.org\"",
                        "\"aud\":\"https://api.example.org\"",
                        "\"sub\":\"user-1\"",
                        "\"client_id\":\"client-1\"",
                        "\"scope\":\"read write\"",
                        "\"jti\":\"token-1\"",
                        "\"iat\":" + NOON.getEpochSecond(),
                        "\"exp\":" + NOON.plusSeconds(3600).getEpochSecond());
    }

    @Test
    void tells_nothing_of_the_person_but_an_id() {
        assertThat(part(1)).doesNotContain("email", "name\"");
    }

    @Test
    void verifies_until_it_expires() {
        assertThat(at(NOON.plusSeconds(3599), SECRET).verify(token)).contains("token-1");
        assertThat(at(NOON.plusSeconds(3600), SECRET).verify(token)).isEmpty();
    }

    @Test
    void expires_though_it_was_verified_before() {
        var clock = new SettableClock();
        var remembering = new AccessTokens(SETTINGS, new SharedSecrets(List.of(SECRET)), clock);
        var known = remembering.sign(
                "token-3",
                Samples.grant("grant-1", "user-1", "client-1"),
                Scopes.parse("read"),
                clock.instant(),
                Duration.ofHours(1));
        assertThat(remembering.verify(known)).contains("token-3");

        clock.advance(Duration.ofSeconds(3599));
        assertThat(remembering.verify(known)).contains("token-3");
        clock.advance(Duration.ofSeconds(1));
        assertThat(remembering.verify(known)).isEmpty();
    }

    @Test
    void lasts_no_shorter_than_the_answer_says_though_its_end_is_a_whole_second() {
        var late = NOON.plusMillis(900);
        var shortLived = tokens.sign(
                "token-2",
                Samples.grant("grant-1", "user-1", "client-1"),
                Scopes.parse("read"),
                late,
                Duration.ofSeconds(2));

        assertThat(at(late.plusMillis(1999), SECRET).verify(shortLived)).contains("token-2");
        assertThat(at(late.plusMillis(2100), SECRET).verify(shortLived)).isEmpty();
    }

    @Test
    void verifies_under_the_former_secret_while_that_is_still_accepted() {
        assertThat(at(NOON, OTHER, SECRET).verify(token)).contains("token-1");
        assertThat(at(NOON, OTHER).verify(token)).isEmpty();
    }

    @Test
    void is_dead_when_any_part_was_changed() {
        for (var i = 0; i < token.length(); i++) {
            var changed = token.charAt(i) == 'A' ? 'B' : 'A';
            var forged = token.substring(0, i) + changed + token.substring(i + 1);
            if (!sameBytes(forged)) {
                assertThat(tokens.verify(forged)).as("changed at %s", i).isEmpty();
            }
        }
    }

    /** The last character of base64url holds bits that do not count. */
    private boolean sameBytes(String forged) {
        var decoder = Base64.getUrlDecoder();
        var signature = forged.substring(forged.lastIndexOf('.') + 1);
        return forged.startsWith(token.substring(0, token.lastIndexOf('.') + 1))
                && java.util.Arrays.equals(
                        decoder.decode(signature), decoder.decode(token.substring(token.lastIndexOf('.') + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS384", "HS512", "RS256"})
    void is_dead_under_any_other_algorithm(String algorithm) {
        var header = part(0).replace("HS256", algorithm);
        var forged = encode(header) + token.substring(token.indexOf('.'));

        assertThat(tokens.verify(forged)).isEmpty();
        assertThat(tokens.verify(forged.substring(0, forged.lastIndexOf('.') + 1)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.", "${jndi:ldap://x}", "ey", "not a token at all"})
    void is_dead_when_it_is_no_token(String text) {
        assertThat(tokens.verify(text)).isEmpty();
    }

    @Test
    void is_dead_with_another_type_issuer_or_key_id() {
        assertThat(tokens.verify(signed("JWT", "https://auth.example.org", keyId())))
                .isEmpty();
        assertThat(tokens.verify(signed("at+jwt", "https://evil.example", keyId())))
                .isEmpty();
        assertThat(tokens.verify(signed("at+jwt", "https://auth.example.org", "../../dev/null")))
                .isEmpty();
        assertThat(tokens.verify(signed("at+jwt", "https://auth.example.org", keyId())))
                .isPresent();
    }

    @Test
    void is_dead_without_an_expiry_or_a_key_id() {
        var key = Keys.hmacShaKeyFor(SECRET.getBytes(UTF_8));
        var header = Jwts.builder().header().type("at+jwt");
        var endless = header.keyId(keyId())
                .and()
                .issuer("https://auth.example.org")
                .id("forged")
                .signWith(key, Jwts.SIG.HS256)
                .compact();
        var nameless = Jwts.builder()
                .header()
                .type("at+jwt")
                .and()
                .issuer("https://auth.example.org")
                .id("forged")
                .expiration(Date.from(NOON.plusSeconds(60)))
                .signWith(key, Jwts.SIG.HS256)
                .compact();

        assertThat(tokens.verify(endless)).isEmpty();
        assertThat(tokens.verify(nameless)).isEmpty();
    }

    private String signed(String type, String issuer, String keyId) {
        return Jwts.builder()
                .header()
                .type(type)
                .keyId(keyId)
                .and()
                .issuer(issuer)
                .id("forged")
                .expiration(Date.from(NOON.plusSeconds(60)))
                .signWith(Keys.hmacShaKeyFor(SECRET.getBytes(UTF_8)), Jwts.SIG.HS256)
                .compact();
    }

    private String keyId() {
        return part(0).replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
    }

    private String part(int index) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]), UTF_8);
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static AccessTokens at(Instant now, String... secrets) {
        return new AccessTokens(SETTINGS, new SharedSecrets(List.of(secrets)), Clock.fixed(now, ZoneOffset.UTC));
    }
}
