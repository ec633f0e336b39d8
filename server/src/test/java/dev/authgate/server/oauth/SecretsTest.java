package dev.authgate.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749 section 10.10: credentials that nobody can guess")
class SecretsTest {
    private final Secrets secrets = new Secrets();

    @Test
    void hold_256_random_bits() {
        assertThat(secrets.next()).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void differ() {
        assertThat(IntStream.range(0, 1000).mapToObj(i -> secrets.next()).distinct())
                .hasSize(1000);
    }

    @Test
    void are_kept_as_hashes_that_match_only_the_whole_secret() {
        var secret = secrets.next();

        assertThat(SecretHash.of(secret).matches(secret)).isTrue();
        assertThat(SecretHash.of(secret).matches(secret.substring(1))).isFalse();
        assertThat(SecretHash.of(secret).value()).doesNotContain(secret);
    }

    @Test
    void leave_ids_that_sort_by_time_to_the_rows() {
        var first = secrets.nextId(Instant.parse("2026-01-02T12:00:00Z"));
        var second = secrets.nextId(Instant.parse("2026-01-02T12:00:01Z"));

        assertThat(first).isLessThan(second);
        assertThat(UUID.fromString(first).version()).isEqualTo(7);
        assertThat(UUID.fromString(first).variant()).isEqualTo(2);
    }
}
