package dev.authgate.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SESSION_SECRET: one secret, a key for each purpose")
class MasterSecretTest {
    private static final String OLD = "old-secret-of-more-than-thirty-two-bytes";
    private static final String NEW = "new-secret-of-more-than-thirty-two-bytes";

    @Test
    void gives_the_same_key_for_the_same_purpose() {
        assertThat(MasterSecret.of(NEW).derive("cookie"))
                .hasSize(32)
                .isEqualTo(MasterSecret.of(NEW).derive("cookie"));
    }

    @Test
    void gives_another_key_for_another_purpose_or_secret() {
        var key = MasterSecret.of(NEW).derive("cookie");

        assertThat(key).isNotEqualTo(MasterSecret.of(NEW).derive("user code"));
        assertThat(key).isNotEqualTo(MasterSecret.of(OLD).derive("cookie"));
    }

    @Test
    void makes_new_values_with_the_current_secret_and_understands_the_previous() {
        var rotated = MasterSecret.of(NEW, OLD);

        assertThat(rotated.derive("cookie")).isEqualTo(MasterSecret.of(NEW).derive("cookie"));
        assertThat(rotated.deriveAll("cookie"))
                .containsExactly(
                        MasterSecret.of(NEW).derive("cookie"),
                        MasterSecret.of(OLD).derive("cookie"));
    }

    @Test
    void understands_one_key_only_when_nothing_was_rotated() {
        assertThat(MasterSecret.of(NEW).deriveAll("cookie")).hasSize(1);
    }

    @Test
    void never_shows_itself() {
        assertThat(MasterSecret.of(NEW, OLD).toString()).doesNotContain(NEW).doesNotContain(OLD);
    }
}
