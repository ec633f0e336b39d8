package dev.authgate.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.config.WrongSetting;
import dev.authgate.server.storage.MemorySecretChecks;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A node with another secret does not start")
class SecretCheckTest {
    private static final String OLD = "old-kT9vQ2mXz7Lr4WbN8sHc3JfD6yGp1AeU";
    private static final String NEW = "new-Zp4nR8wYc1Fq6UhB3xMd9KsJ7tGv2LeA";
    private static final String OTHER = "other-Lx5mV1qTz8Rk2WbN4sHc7JfD3yGp9Ae";

    private final MemorySecretChecks checks = new MemorySecretChecks();

    private void start(String jwt, Optional<String> jwtPrevious, String session) {
        new ServerSecrets(new RotatingSecret(jwt, jwtPrevious), new RotatingSecret(session, Optional.empty()))
                .verify(checks);
    }

    @Test
    void the_first_start_decides_and_the_same_secrets_may_follow() {
        start(OLD, Optional.empty(), OTHER);

        assertThatCode(() -> start(OLD, Optional.empty(), OTHER)).doesNotThrowAnyException();
    }

    @Test
    void another_secret_is_named_and_not_shown() {
        start(OLD, Optional.empty(), OTHER);

        assertThatThrownBy(() -> start(NEW, Optional.empty(), OTHER))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("JWT_SECRET: is not the secret that this database was used with")
                .hasMessageNotContaining(NEW);
        assertThatThrownBy(() -> start(OLD, Optional.empty(), NEW)).hasMessageStartingWith("SESSION_SECRET: ");
    }

    @Test
    void a_change_with_the_previous_secret_is_accepted_once_and_for_all() {
        start(OLD, Optional.empty(), OTHER);

        start(NEW, Optional.of(OLD), OTHER);

        assertThatCode(() -> start(NEW, Optional.of(OLD), OTHER)).doesNotThrowAnyException();
        assertThatCode(() -> start(NEW, Optional.empty(), OTHER)).doesNotThrowAnyException();
        assertThatThrownBy(() -> start(OLD, Optional.empty(), OTHER)).hasMessageStartingWith("JWT_SECRET: ");
    }

    @Test
    void a_wrong_previous_secret_changes_nothing() {
        start(OLD, Optional.empty(), OTHER);

        assertThatThrownBy(() -> start(NEW, Optional.of(OTHER), OTHER)).hasMessageStartingWith("JWT_SECRET: ");
        assertThatCode(() -> start(OLD, Optional.empty(), OTHER)).doesNotThrowAnyException();
    }

    @Test
    void the_check_value_tells_nothing_of_the_secret() {
        start(OLD, Optional.empty(), OLD);

        assertThat(checks.find("JWT_SECRET")).isPresent().isNotEqualTo(checks.find("SESSION_SECRET"));
        assertThat(checks.find("JWT_SECRET").orElseThrow()).hasSize(43).doesNotContain(OLD);
    }
}
