package dev.authgate.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8628 section 5.4: the decision page")
class ConfirmPageTest {
    private static final ConfirmPage.Surroundings EVERYDAY = new ConfirmPage.Surroundings("203.0.113.24", true, false);

    private final Pages pages = new Pages("auth.example.org", Clock.fixed(SamplePages.NOW, ZoneOffset.UTC));

    @Test
    void shows_who_asks_from_where_when_and_for_which_account() {
        String html = pages.render(SamplePages.confirm(EVERYDAY, "alex-laptop"));

        assertThat(html)
                .contains("Connect <bdi>Acme Deploy CLI</bdi> to your account?")
                .contains("40 seconds ago")
                .contains("<bdi class=\"mono\">203.0.113.24</bdi>")
                .contains("<bdi>alex-laptop</bdi>")
                .contains("<strong><bdi>alex.moreau</bdi></strong>")
                .contains("For 30 days.")
                .contains("Only approve if you started this on a device in front of you.");
    }

    @Test
    void shows_every_permission_in_words_and_as_scope() {
        String html = pages.render(SamplePages.confirm(EVERYDAY, null));

        assertThat(SamplePages.PERMISSIONS)
                .allSatisfy(permission -> assertThat(html).contains(permission.words(), permission.scope()));
    }

    @Test
    void puts_deny_before_approve_so_that_enter_denies() {
        String html = pages.render(SamplePages.confirm(EVERYDAY, null));

        assertThat(html.substring(html.indexOf("name=\"ticket\"")))
                .containsSubsequence("name=\"decision\" value=\"deny\"", "name=\"decision\" value=\"approve\"");
    }

    @Test
    void lets_a_screen_reader_spell_the_code() {
        String html = pages.render(SamplePages.confirm(EVERYDAY, null));

        assertThat(html).contains("W D J B, hyphen, M J H T");
    }

    @Test
    void does_not_warn_of_an_everyday_request() {
        String html = pages.render(SamplePages.confirm(EVERYDAY, null));

        assertThat(html).doesNotContain("unusual").contains("Same network as you", "Approved by you before");
    }

    @Test
    void names_only_what_is_unusual() {
        var first = pages.render(SamplePages.confirm(new ConfirmPage.Surroundings("203.0.113.24", true, true), null));
        var far = pages.render(SamplePages.confirm(new ConfirmPage.Surroundings("203.0.113.24", false, false), null));
        var both = pages.render(SamplePages.confirm(new ConfirmPage.Surroundings("203.0.113.24", false, true), null));

        assertThat(first)
                .contains("One thing is unusual.", "This is the first time")
                .doesNotContain("You are on");
        assertThat(far).contains("One thing is unusual.", "You are on").doesNotContain("This is the first time");
        assertThat(both).contains("Two things are unusual.", "This is the first time", "You are on");
    }

    @Test
    void leaves_out_what_the_device_does_not_say() {
        var device = new AskingDevice("Acme", "acme", SamplePages.NOW, "203.0.113.24", "\u202E", null);
        var page =
                new ConfirmPage(SamplePages.ALEX, "t", "WDJB-MJHT", device, EVERYDAY, List.of(), Duration.ofDays(30));

        assertThat(pages.render(page)).doesNotContain("What the device says").contains("It asks for nothing more.");
    }
}
