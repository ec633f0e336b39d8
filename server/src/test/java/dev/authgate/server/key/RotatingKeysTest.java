package dev.authgate.server.key;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.MemoryAuditTrail;
import dev.authgate.server.key.KeyStanding.State;
import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.MemoryTransactions;
import dev.authgate.server.storage.Race;
import dev.authgate.server.storage.Samples;
import dev.authgate.server.token.AccessTokens;
import dev.authgate.server.token.TokenSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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
    private final MemoryAuditTrail audit = new MemoryAuditTrail();
    private final RotatingKeys keys = node(SigningAlgorithm.ES256);

    private RotatingKeys node(SigningAlgorithm algorithm) {
        return node(algorithm, "a server secret of thirty-two bytes");
    }

    private RotatingKeys node(SigningAlgorithm algorithm, String secret) {
        return new RotatingKeys(
                new RotatingKeys.Parts(stored, audit, new MemoryTransactions()),
                new KeySettings(algorithm, QUARTER, LONGEST_TOKEN),
                MasterSecret.of(secret),
                new Secrets());
    }

    private List<State> states(Instant now) {
        return keys.standings(now).stream().map(KeyStanding::state).toList();
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
    void the_next_key_is_published_once_however_often_it_is_asked_for() {
        keys.signing(NOON);

        assertThat(keys.rotate(NOON)).isTrue();
        assertThat(keys.rotate(NOON.plusSeconds(60))).isFalse();

        assertThat(keys.published(NOON.plusSeconds(60))).hasSize(2);
    }

    @Test
    void a_key_goes_through_its_states_and_knows_when() {
        keys.signing(NOON);
        assertThat(keys.standings(NOON))
                .extracting(KeyStanding::state, KeyStanding::since, KeyStanding::until)
                .containsExactly(tuple(State.SIGNING, NOON, NOON.plus(QUARTER)));

        keys.rotate(NOON);
        var replaced = NOON.plus(AHEAD);
        assertThat(keys.standings(NOON))
                .extracting(KeyStanding::state, KeyStanding::since, KeyStanding::until)
                .containsExactly(tuple(State.SIGNING, NOON, replaced), tuple(State.PUBLISHED, NOON, replaced));

        assertThat(keys.standings(replaced))
                .extracting(KeyStanding::state, KeyStanding::since, KeyStanding::until)
                .containsExactly(
                        tuple(State.VERIFYING, replaced, replaced.plus(LONGEST_TOKEN)),
                        tuple(State.SIGNING, replaced, replaced.plus(QUARTER)));
        assertThat(states(replaced.plus(LONGEST_TOKEN))).containsExactly(State.ENDED, State.SIGNING);
    }

    @Test
    void a_key_that_was_replaced_does_not_come_back_when_its_successor_is_thrown_out() {
        var first = keys.signing(NOON).id();
        keys.rotate(NOON);
        var later = NOON.plus(Duration.ofDays(40));
        var second = keys.signing(later).id();

        keys.retire(second, later);

        assertThat(keys.signing(later).id()).isNotIn(first, second);
        assertThat(keys.verifying(first, later)).isEmpty();
        assertThat(states(later)).containsExactly(State.ENDED, State.RETIRED, State.SIGNING);
    }

    @Test
    void a_key_thrown_out_before_its_time_replaces_nothing() {
        var first = keys.signing(NOON).id();
        keys.rotate(NOON);
        var second = keys.standings(NOON).get(1).id();

        keys.retire(second, NOON.plusSeconds(1));

        assertThat(keys.signing(NOON.plus(AHEAD)).id()).isEqualTo(first);
        assertThat(keys.verifying(first, NOON.plus(Duration.ofDays(30)))).isPresent();
        assertThat(states(NOON.plus(AHEAD))).containsExactly(State.SIGNING, State.RETIRED);
    }

    @Test
    void the_next_key_that_was_published_already_gives_way_to_the_one_drawn_in_an_emergency() {
        var first = keys.signing(NOON).id();
        keys.rotate(NOON);

        keys.retire(first, NOON.plusSeconds(1));

        var drawn = keys.signing(NOON.plusSeconds(1)).id();
        assertThat(keys.signing(NOON.plus(AHEAD)).id()).isEqualTo(drawn);
        assertThat(states(NOON.plus(AHEAD))).containsExactly(State.RETIRED, State.VERIFYING, State.SIGNING);
    }

    @Test
    void a_key_that_nobody_knows_is_not_thrown_out() {
        var first = keys.signing(NOON).id();

        assertThat(keys.retire("nobody", NOON)).isFalse();

        assertThat(keys.signing(NOON).id()).isEqualTo(first);
    }

    @Test
    void who_looks_later_finds_what_was_added_and_what_was_thrown_out() {
        var first = keys.signing(NOON).id();
        keys.retire(first, NOON.plusSeconds(1));

        assertThat(audit.events())
                .extracting(AuditEvent::type)
                .containsExactly(
                        EventType.SIGNING_KEY_ADDED, EventType.SIGNING_KEY_RETIRED, EventType.SIGNING_KEY_ADDED);
        assertThat(audit.events().get(1).target()).isEqualTo(first);
    }

    @Test
    void nodes_that_throw_the_signing_key_out_together_have_one_that_signs() throws Exception {
        var first = keys.signing(NOON).id();

        var done = Race.run(runner -> node(SigningAlgorithm.ES256).retire(first, NOON.plusSeconds(1)));

        assertThat(done).containsOnlyOnce(true);
        assertThat(states(NOON.plusSeconds(2))).containsExactly(State.RETIRED, State.SIGNING);
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
        var other = node(SigningAlgorithm.ES256, "another secret of thirty-two bytes!");

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

    @Test
    void a_key_thrown_out_takes_the_tokens_with_it_that_were_verified_before() {
        var signing = tokens(keys, NOON);
        var token = sign(signing);
        assertThat(signing.verify(token)).contains("token-1");

        keys.retire(keys.signing(NOON).id(), NOON);

        assertThat(signing.verify(token)).isEmpty();
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
