package dev.authgate.server.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.oauth.Secrets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("NIST SP 800-63B-4 section 3.1.1.2: choosing passwords")
class PasswordPolicyTest {
    private final PasswordPolicy policy = PasswordPolicy.standard();

    @Nested
    @DisplayName("length")
    class Length {
        @Test
        void fifteen_characters_are_enough() {
            assertThat(policy.problem("vkzmqtwplxhrgnb", "alice")).isEmpty();
        }

        @Test
        void fourteen_are_not() {
            assertThat(policy.problem("vkzmqtwplxhrgn", "alice")).hasValueSatisfying(text -> assertThat(text)
                    .startsWith("Choose a password of at least 15 characters."));
        }

        @Test
        void counts_characters_as_people_do_and_not_as_java_does() {
            var fourteenFaces =
                    "\ud83d\ude00\ud83d\ude01\ud83d\ude02\ud83d\ude03\ud83d\ude04\ud83d\ude05\ud83d\ude06".repeat(2);

            assertThat(policy.problem(fourteenFaces, "alice")).isPresent();
        }

        @Test
        void counts_after_normalising() {
            // Fifteen as typed, fourteen letters once the diaeresis is joined to its letter.
            assertThat(policy.problem("vkzmqtwplxhrga\u0308", "alice")).isPresent();
        }

        @Test
        void a_thousand_and_twenty_four_are_allowed_and_one_more_is_not() {
            var sentence = "every good boy deserves fudge and some more 9 ";
            var longest = (sentence + new StringBuilder(sentence).reverse() + "xy")
                    .repeat(12)
                    .substring(0, 1000);
            var unlike = longest + "vkzmqtwplxhrgnbcjdfsyaeo";

            assertThat(policy.problem(unlike, "alice")).isEmpty();
            assertThat(policy.problem(unlike + "x", "alice"))
                    .hasValueSatisfying(text -> assertThat(text).contains("at most 1024"));
        }

        @Test
        void the_operator_may_allow_shorter_ones_but_not_guessable_ones() {
            var bootstrap = PasswordPolicy.atLeast(8);

            assertThat(bootstrap.problem("vkzmqtwp", "admin")).isEmpty();
            assertThat(bootstrap.problem("vkzmqtw", "admin")).isPresent();
            assertThat(bootstrap.problem("password", "admin")).isPresent();
            assertThat(bootstrap.problem("authgate", "admin")).isPresent();
            assertThat(bootstrap.problem("admin123", "admin")).isPresent();
        }
    }

    @Nested
    @DisplayName("guessing")
    class Guessing {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "passwordpassword",
                    "Password12345678!",
                    "P@ssw0rdP@ssw0rd1",
                    "aaaaaaaaaaaaaaaa",
                    "abababababababab",
                    "aaaabbbbccccddddeeeeffff",
                    "correcthorse correcthorse ",
                    "correct horse battery staple",
                    "abcdefghijklmnopqrst",
                    "qwertyuiopasdfghjkl",
                    "poiuytrewqlkjhgfdsa",
                    "1qaz2wsx3edc4rfv5tgb",
                    "123456789012345",
                    "987654321098765",
                    "authgate-authgate",
                    "AuthGateAdmin2024!",
                    "letmein letmein1234",
                    "iloveyou123456789",
                    "\uff30\uff21\uff33\uff33\uff37\uff2f\uff32\uff24\uff30\uff21\uff33\uff33\uff37\uff2f\uff32\uff24\uff11"
                })
        void what_guessers_try_first_is_refused(String password) {
            assertThat(policy.problem(password, "alice")).isPresent();
        }

        @ParameterizedTest
        @CsvSource({
            "margarethamuster, MargarethaMuster",
            "margarethamuster1, margarethamuster",
            "xx margarethamuster, margarethamuster",
            "bob bob-bob!bob1bob2, bob",
            "m@rgarethamu5ter99, margarethamuster"
        })
        void the_username_with_little_else_is_refused_and_named_as_the_reason(String password, String username) {
            assertThat(policy.problem(password, username))
                    .hasValueSatisfying(text -> assertThat(text).contains("username"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "the password is hidden under my shoe",
                    "all lower case letters only",
                    "4815162342-lighthouse",
                    "\u043c\u043e\u0439 \u0434\u044f\u0434\u044f \u0441\u0430\u043c\u044b\u0445 \u0447\u0435\u0441\u0442\u043d\u044b\u0445",
                    "vkzmqtwplxhrgnb",
                    "alice keeps three grey geese"
                })
        void everything_else_is_fine_whatever_kinds_of_characters_it_has(String password) {
            assertThat(policy.problem(password, "alice")).isEmpty();
        }

        @Test
        void a_name_of_two_letters_is_not_looked_for() {
            assertThat(policy.problem("vkzmqtwplxhrgnb", "vk")).isEmpty();
        }
    }

    @RepeatedTest(20)
    void what_the_server_draws_is_accepted() {
        assertThat(policy.problem(new RandomPassword(new Secrets()).next(), "admin"))
                .isEmpty();
    }
}
