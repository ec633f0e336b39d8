package dev.authgate.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Pages that say what happened")
class AnswerPagesTest {
    private final Pages pages = new Pages("auth.example.org", Clock.fixed(SamplePages.NOW, ZoneOffset.UTC));

    @Test
    void success_sends_the_visitor_back_to_the_device() {
        var until = SamplePages.NOW.plus(Duration.ofDays(30));

        assertThat(pages.render(
                        new SuccessPage(SamplePages.ALEX, "Acme", "alex-laptop", SamplePages.PERMISSIONS, until)))
                .contains("Return to your terminal")
                .contains("<bdi>Acme</bdi> on <bdi>alex-laptop</bdi>")
                .contains("Start and stop deployments")
                .contains("13 April 2026");
    }

    @Test
    void denial_says_that_nothing_was_connected() {
        assertThat(pages.render(new DeniedPage(SamplePages.ALEX, "Acme", "WDJB-MJHT")))
                .contains("Nothing was connected", "<bdi>Acme</bdi> was told no.");
    }

    @ParameterizedTest
    @CsvSource({
        "SIGN_IN, sign-in from your network is paused, /login",
        "CODE_ENTRY, entering codes is paused, /device",
        "PASSWORD_CHANGE, changing your password is paused, /account/password"
    })
    void a_pause_says_how_long_it_is_and_when_it_ends(LimitedPage.Attempt what, String words, String path) {
        assertThat(pages.render(new LimitedPage(Duration.ofMinutes(15), SamplePages.NOW, what)))
                .contains("15 minutes", "14:47 UTC", words, "href=\"" + path + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400",
        "403, 403",
        "404, 404",
        "405, 405",
        "413, 413",
        "500, 500",
        "503, 503",
        "418, 400",
        "502, 500"
    })
    void an_error_has_words_for_every_status(int asked, int status) {
        var page = ErrorPage.of(asked, null, SamplePages.REQUEST, SamplePages.NOW);

        assertThat(page.status()).isEqualTo(status);
        assertThat(pages.render(page))
                .contains("Status " + status + ".", SamplePages.REQUEST, "14 March 2026, 14:32:00 UTC");
    }

    @Test
    void a_visitor_is_marked_by_at_most_two_letters() {
        assertThat(new Visitor("alex.moreau", "t").initials()).isEqualTo("AM");
        assertThat(new Visitor("alex.b.moreau@example.org", "t").initials()).isEqualTo("AB");
        assertThat(new Visitor("root", "t").initials()).isEqualTo("R");
        assertThat(new Visitor("@", "t").initials()).isEmpty();
    }
}
