package dev.authgate.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Pages where something is entered")
class EntryPagesTest {
    private final Pages pages = new Pages("auth.example.org", Clock.fixed(SamplePages.NOW, ZoneOffset.UTC));

    @Nested
    @DisplayName("Sign-in")
    class SignIn {
        @Test
        void says_the_same_whatever_did_not_match() {
            String html = pages.render(new LoginPage("token", null, "alex", LoginProblem.REFUSED));

            assertThat(html)
                    .contains("role=\"alert\"")
                    .contains("<strong>Invalid username or password.</strong>")
                    .contains("Check both and try again.")
                    .contains("value=\"alex\"");
        }

        @Test
        void lets_password_managers_do_their_work() {
            String html = pages.render(new LoginPage("token", null, "", null));

            assertThat(html)
                    .contains("autocomplete=\"current-password\"")
                    .doesNotContain("maxlength")
                    .doesNotContain("autocomplete=\"off\"")
                    .doesNotContain("role=\"alert\"");
        }

        @Test
        void hands_on_where_the_visitor_was_going() {
            assertThat(pages.render(new LoginPage("token", "/device?user_code=WDJB-MJHT", "", null)))
                    .contains("name=\"redirect\" value=\"/device?user_code=WDJB-MJHT\"");
            assertThat(pages.render(new LoginPage("token", null, "", null))).doesNotContain("name=\"redirect\"");
        }
    }

    @Nested
    @DisplayName("RFC 8628 section 3.3: code entry")
    class Code {
        @Test
        void shows_the_code_that_came_with_the_address_and_asks_to_compare_it() {
            assertThat(device("WDJB-MJHT", null)).contains("value=\"WDJB-MJHT\"", "exactly this code");
        }

        @Test
        void is_ready_to_type_in_when_no_code_came() {
            assertThat(device("", null)).contains(" autofocus").doesNotContain("id=\"code\" value");
        }

        @Test
        void has_one_message_for_every_code_that_cannot_be_used() {
            assertThat(device("ZZZZ-ZZZZ", CodeProblem.UNUSABLE))
                    .contains("This code can’t be used")
                    .contains("The code is invalid or has expired. It may have a typing slip,"
                            + " be older than 15 minutes, or be already used.")
                    .contains("aria-invalid=\"true\"", "value=\"ZZZZ-ZZZZ\"");
        }

        @Test
        void says_when_the_field_was_empty() {
            assertThat(device("", CodeProblem.EMPTY)).contains("role=\"alert\">Enter the code from your device.");
        }

        private String device(String code, @Nullable CodeProblem problem) {
            return pages.render(new DevicePage(SamplePages.ALEX, code, problem, Duration.ofMinutes(15)));
        }
    }

    @Nested
    @DisplayName("Change of password")
    class Password {
        @Test
        void says_why_nothing_was_changed() {
            String html = pages.render(
                    new PasswordPage(SamplePages.ALEX, "The two new passwords are not the same.", 15, false));

            assertThat(html)
                    .contains("role=\"alert\"", "<strong>The two new passwords are not the same.</strong>")
                    .contains("Your password was not changed.");
        }

        @Test
        void asks_for_length_and_for_nothing_else() {
            String html = pages.render(new PasswordPage(SamplePages.ALEX, null, 15, false));

            assertThat(html)
                    .contains("At least 15 characters.", "minlength=\"15\"")
                    .doesNotContain("pattern=");
        }
    }
}
