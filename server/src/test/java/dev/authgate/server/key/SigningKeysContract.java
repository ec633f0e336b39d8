package dev.authgate.server.key;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.storage.Race;
import org.junit.jupiter.api.Test;

/** What every store of signing keys promises. */
public abstract class SigningKeysContract {
    protected abstract SigningKeys keys();

    private static SigningKey key(String id, SigningAlgorithm algorithm, int generation) {
        return new SigningKey(id, algorithm, generation, "sealed", "public", NOON, NOON.plusSeconds(60), null);
    }

    @Test
    void keys_are_found_by_algorithm_oldest_generation_first() {
        var second = key("es 2", SigningAlgorithm.ES256, 2);
        var first = key("es 1", SigningAlgorithm.ES256, 1);
        keys().add(second);
        keys().add(first);
        keys().add(key("ed 1", SigningAlgorithm.EDDSA, 1));

        assertThat(keys().all(SigningAlgorithm.ES256)).containsExactly(first, second);
    }

    @Test
    void one_of_many_who_draw_a_generation_at_once_adds_it() throws Exception {
        var added = Race.run(runner -> keys().add(key("rs " + runner, SigningAlgorithm.RS256, 1)));

        assertThat(added).containsOnlyOnce(true);
        assertThat(keys().all(SigningAlgorithm.RS256)).hasSize(1);
    }

    @Test
    void a_key_is_thrown_out_once() {
        keys().add(key("hs 1", SigningAlgorithm.HS256, 1));

        assertThat(keys().retire("hs 1", NOON.plusSeconds(5))).isTrue();
        assertThat(keys().retire("hs 1", NOON.plusSeconds(6))).isFalse();
        assertThat(keys().retire("unknown", NOON)).isFalse();
        assertThat(keys().all(SigningAlgorithm.HS256)).singleElement().satisfies(key -> assertThat(key.retiredAt())
                .isEqualTo(NOON.plusSeconds(5)));
    }
}
