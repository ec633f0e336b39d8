package dev.authgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.key.SigningAlgorithm;
import dev.authgate.server.key.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Commands: key")
class KeyCommandsTest extends AtTheTerminal {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

    private List<SigningKey> stored() {
        return inDatabase(storage -> storage.signingKeys().all(SigningAlgorithm.ES256));
    }

    private String error() {
        assertThat(err.lines()).hasSize(1);
        return err.strip();
    }

    @Nested
    @DisplayName("with key pairs")
    class Pairs {
        @BeforeEach
        void es256() {
            environment.put("JWT_ALGORITHM", "ES256");
        }

        private String signing() {
            run("key", "rotate");
            return stored().get(0).id();
        }

        @Test
        void the_first_one_signs_at_once() {
            assertThat(run("key", "list")).isZero();
            assertThat(out).isEmpty();

            assertThat(run("key", "rotate")).isZero();

            assertThat(out).contains("Published a new signing key.", "It is the only one, so it signs at once.");
            run("key", "list");
            assertThat(out).matches("\\S{36}  ES256  signing    " + TIME + "  " + TIME + "\\R");
        }

        @Test
        void the_next_one_is_published_once_and_signs_later() throws IOException {
            var first = signing();

            assertThat(run("key", "rotate", "--json")).isZero();

            var next = json();
            assertThat(next.get("kid").asText()).isEqualTo(stored().get(1).id());
            assertThat(next.get("signs_until_then").asText()).isEqualTo(first);
            run("key", "list");
            assertThat(out.lines())
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith(first).contains("  signing    "),
                            line -> assertThat(line).contains("  published  "));

            assertThat(run("key", "rotate")).isZero();
            assertThat(out)
                    .contains(
                            "The next signing key is published already.",
                            next.get("signs_from").asText());
            assertThat(stored()).hasSize(2);
        }

        @Test
        void retire_only_says_what_would_happen_until_it_is_confirmed() {
            var first = signing();

            assertThat(run("key", "retire", first)).isEqualTo(2);

            assertThat(error())
                    .startsWith("authgate: nothing is done yet.")
                    .contains("cannot be undone", "stops counting on every node", "a new key signs at once", "--yes");
            assertThat(stored())
                    .singleElement()
                    .extracting(SigningKey::retiredAt)
                    .isNull();
        }

        @Test
        void retire_throws_the_signing_key_out_and_another_one_signs() throws IOException {
            var first = signing();

            assertThat(run("key", "retire", first, "--yes", "--json")).isZero();

            assertThat(json().get("signs_now").asText())
                    .isEqualTo(stored().get(1).id());
            run("key", "list");
            assertThat(out.lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith(first)
                                    .contains("  retired    ")
                                    .endsWith("  -"),
                            line -> assertThat(line).contains("  signing    "));
            assertThat(audited("signing_key_retired")).isEqualTo("{\"algorithm\":\"ES256\"}\n");
            assertThat(audited("signing_key_added").lines()).hasSize(2);
        }

        @Test
        void retire_tells_people_what_it_means() {
            var first = signing();

            run("key", "retire", first, "--yes");

            assertThat(out).contains("stop counting on every node within a second", "15 minutes");
        }

        @Test
        void retire_refuses_a_key_that_is_unknown_or_out_already() {
            var first = signing();

            assertThat(run("key", "retire", "no\u001bbody", "--yes")).isEqualTo(1);
            assertThat(error())
                    .isEqualTo("authgate: there is no key no?body of the algorithm ES256; see: authgate key list");

            run("key", "retire", first, "--yes");
            assertThat(run("key", "retire", first, "--yes")).isEqualTo(1);
            assertThat(error()).isEqualTo("authgate: the key " + first + " is retired already");
        }

        @Test
        void no_key_is_sealed_under_another_secret_than_the_servers() throws IOException {
            signing();
            environment.put("SESSION_SECRET", "Zp4nR8wYc1Fq6UhB3xMd9KsJ7tGv2LeA0oXi");

            assertThat(run("key", "rotate")).isEqualTo(1);

            assertThat(error())
                    .startsWith("authgate: SESSION_SECRET: is not the secret that this database was used with");
            assertThat(stored()).hasSize(1);
            assertThat(Files.readString(data.resolve("session-secret"))).doesNotContain("Zp4nR8");
        }
    }

    @Nested
    @DisplayName("with JWT_SECRET")
    class SharedSecret {
        @Test
        void list_shows_the_setting_and_the_one_before_it() {
            environment.put("JWT_SECRET", "kT9vQ2mXz7Lr4WbN8sHc3JfD6yGp1AeU5oVi");
            environment.put("JWT_SECRET_PREVIOUS", "Zp4nR8wYc1Fq6UhB3xMd9KsJ7tGv2LeA0oXi");

            assertThat(run("key", "list")).isZero();

            assertThat(out).matches("\\S{16} {20}  HS256  signing    - +-\\R\\S{16} {20}  HS256  verifying  - +-\\R");
            assertThat(out).doesNotContain("kT9vQ2", "Zp4nR8");
        }

        @ParameterizedTest
        @ValueSource(strings = {"key rotate", "key retire some-key --yes"})
        void the_key_is_a_setting_and_the_answer_says_how_it_is_changed(String line) {
            assertThat(run(line.split(" "))).isEqualTo(1);

            assertThat(error())
                    .startsWith("authgate: access tokens are signed with JWT_SECRET (JWT_ALGORITHM is HS256)")
                    .contains("JWT_SECRET_PREVIOUS", "docs/operations.md");
        }
    }
}
