package dev.authgate.server.key;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.Seal;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.Race;
import dev.authgate.server.storage.Samples;
import dev.authgate.server.token.AccessTokens;
import dev.authgate.server.token.TokenSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("RFC 9068 section 4 and RFC 7517: signing keys that come and go")
class RotatingKeysTest {
    private static final Duration QUARTER = Duration.ofDays(90);
    private static final Duration LONGEST_TOKEN = Duration.ofHours(24);
    private static final Duration AHEAD = KeySettings.PUBLISHED_AHEAD;

    private final MemorySigningKeys stored = new MemorySigningKeys();
    private final RotatingKeys keys = node(SigningAlgorithm.ES256);

    private RotatingKeys node(SigningAlgorithm algorithm) {
        return new RotatingKeys(
                stored,
                new KeySettings(algorithm, QUARTER, LONGEST_TOKEN),
                new Seal(MasterSecret.of("a server secret of thirty-two bytes"), "test"),
                new Secrets());
    }

    @Test
    void the_first_key_signs_and_is_published_at_once() {
        var first = keys.signing(NOON);

        assertThat(keys.published(NOON)).extracting(TokenKeys.Named::id).containsExactly(first.id());
    }

    @Test
    void the_next_key_is_published_two_hours_before_it_signs() {
        var first = keys.signing(NOON).id();
        var due = NOON.plus(QUARTER).minus(AHEAD);

        keys.rotateWhenDue(due.minusSeconds(1));
        assertThat(keys.published(due.minusSeconds(1))).hasSize(1);

        keys.rotateWhenDue(due);
        assertThat(keys.published(due)).hasSize(2);
        assertThat(keys.signing(due.plus(AHEAD).minusSeconds(1)).id()).isEqualTo(first);
        assertThat(keys.signing(due.plus(AHEAD)).id()).isNotEqualTo(first);
    }

    @Test
    void the_former_key_verifies_until_its_last_token_has_expired() {
        var first = keys.signing(NOON).id();
        keys.rotate(NOON);
        var replaced = NOON.plus(AHEAD);

        assertThat(keys.verifying(first, replaced.plus(LONGEST_TOKEN).minusSeconds(1)))
                .isPresent();
        assertThat(keys.verifying(first, replaced.plus(LONGEST_TOKEN))).isEmpty();
        assertThat(keys.published(replaced.plus(LONGEST_TOKEN))).hasSize(1);
    }

    @Test
    void a_key_thrown_out_verifies_nothing_from_then_on_and_another_signs() {
        var first = keys.signing(NOON).id();

        assertThat(keys.retire(first, NOON.plusSeconds(1))).isTrue();

        assertThat(keys.verifying(first, NOON.plusSeconds(1))).isEmpty();
        assertThat(keys.signing(NOON.plusSeconds(1)).id()).isNotEqualTo(first);
        assertThat(keys.retire(first, NOON.plusSeconds(2))).isFalse();
    }

    @Test
    void other_nodes_see_it_within_a_second() {
        var other = node(SigningAlgorithm.ES256);
        var first = keys.signing(NOON).id();
        assertThat(other.signing(NOON).id()).isEqualTo(first);

        keys.retire(first, NOON);

        assertThat(other.verifying(first, NOON.plusSeconds(1))).isEmpty();
    }

    @Test
    void nodes_that_start_together_sign_with_the_same_key() throws Exception {
        var ids = Race.run(runner -> node(SigningAlgorithm.ES256).signing(NOON).id());

        assertThat(ids).containsOnly(ids.get(0));
        assertThat(stored.all(SigningAlgorithm.ES256)).hasSize(1);
    }

    @Test
    void private_halves_are_kept_sealed() {
        keys.signing(NOON);
        var other = new RotatingKeys(
                stored,
                new KeySettings(SigningAlgorithm.ES256, QUARTER, LONGEST_TOKEN),
                new Seal(MasterSecret.of("another secret of thirty-two bytes!"), "test"),
                new Secrets());

        assertThatThrownBy(() -> other.signing(NOON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SESSION_SECRET");
    }

    @ParameterizedTest
    @EnumSource(
            value = SigningAlgorithm.class,
            names = {"ES256", "RS256", "EDDSA"})
    void access_tokens_verify_under_them(SigningAlgorithm algorithm) {
        var tokens = tokens(node(algorithm), NOON);

        var token = sign(tokens);

        assertThat(tokens.verify(token)).contains("token-1");
        assertThat(tokens(node(SigningAlgorithm.ES256), NOON).verify(token).isPresent())
                .isEqualTo(algorithm == SigningAlgorithm.ES256);
    }

    @Test
    void access_tokens_of_a_key_thrown_out_are_dead() {
        var token = sign(tokens(keys, NOON));

        keys.retire(keys.signing(NOON).id(), NOON);

        assertThat(tokens(keys, NOON).verify(token)).isEmpty();
    }

    private static String sign(AccessTokens tokens) {
        return tokens.sign(
                "token-1", Samples.grant("grant", "ann", "tv"), Scopes.parse("read"), NOON, Duration.ofHours(1));
    }

    private static AccessTokens tokens(TokenKeys keys, Instant now) {
        var settings = new TokenSettings(
                "https://auth.example.org",
                "https://auth.example.org",
                Duration.ofHours(1),
                Duration.ofDays(30),
                true,
                TokenSettings.Rotation.off());
        return new AccessTokens(settings, keys, Clock.fixed(now, ZoneOffset.UTC));
    }
}
