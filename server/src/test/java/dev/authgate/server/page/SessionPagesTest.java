package dev.authgate.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("OWASP ASVS 7.5.2: the pages about sessions")
class SessionPagesTest {
    private final Pages pages = new Pages("auth.example.org", Clock.fixed(SamplePages.NOW, ZoneOffset.UTC));

    private String card(SessionCard card) {
        return pages.render(
                new SessionsPage(SamplePages.ALEX, new SessionsPage.Cards(List.of(card), null, null), null));
    }

    @Test
    void a_card_tells_what_is_connected_what_it_may_do_and_when_it_was_used_from_where() {
        assertThat(card(SampleSessions.DISABLED))
                .contains("<bdi>Ledger Export</bdi>", "<bdi class=\"mono\">ledger-export</bdi>")
                .contains("<bdi>office-nas</bdi>", "<bdi>Read invoices</bdi>")
                .contains("2 February 2026, 14:32 UTC</time>, from <bdi class=\"mono\">203.0.113.24</bdi>")
                .contains("11 days ago</time>, from <bdi class=\"mono\">198.51.100.7</bdi>")
                .contains("<dt>Expires</dt>", "3 May 2026");
    }

    @Test
    void a_card_without_name_scopes_or_last_address_leaves_them_out() {
        var bare = new SessionCard(
                "1",
                new NamedDevice("Acme", null),
                "acme",
                List.of(),
                new SessionCard.Use(SamplePages.NOW, "203.0.113.24"),
                new SessionCard.Use(SamplePages.NOW, ""),
                SamplePages.NOW.plusSeconds(60),
                SessionCard.Status.ACTIVE);

        assertThat(card(bare))
                .contains("just now</time></dd>", "Nothing beyond being connected")
                .doesNotContain(">On</span>", " on <bdi>");
    }

    @Test
    void a_status_is_told_by_word_and_icon() {
        assertThat(card(SampleSessions.ACTIVE)).containsPattern("status-active\"><svg[^>]*>.*?</svg>\\s*Active<");
        assertThat(card(SampleSessions.DISABLED)).containsPattern("status-disabled\"><svg[^>]*>.*?</svg>\\s*Disabled<");
        assertThat(card(SampleSessions.EXPIRED))
                .containsPattern("status-expired\"><svg[^>]*>.*?</svg>\\s*Expired<")
                .contains("ended-half", "<dt>Expired</dt>");
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE, revoke disable disown", "DISABLED, revoke enable disown", "EXPIRED, disown"})
    void a_card_offers_what_can_be_done_to_it(SessionCard.Status status, String actions) {
        var model =
                switch (status) {
                    case ACTIVE -> SampleSessions.ACTIVE;
                    case DISABLED -> SampleSessions.DISABLED;
                    case EXPIRED -> SampleSessions.EXPIRED;
                };
        String html = card(model);

        assertThat(Arrays.asList("revoke", "disable", "enable", "disown"))
                .filteredOn(action -> html.contains("action=\"/account/sessions/" + model.id() + "/" + action + "\""))
                .containsExactlyInAnyOrder(actions.split(" ", -1));
    }

    @Test
    void each_button_says_to_a_screen_reader_which_device_it_means() {
        assertThat(card(SampleSessions.ACTIVE))
                .contains("Revoke<span class=\"only-for-screen-readers\">: <bdi>Acme Deploy CLI</bdi>"
                        + " on <bdi>alex-laptop</bdi></span>")
                .contains("Disable<span class=\"only-for-screen-readers\">: <bdi>Acme Deploy CLI</bdi>")
                .contains("This wasn’t me<span class=\"only-for-screen-readers\">: <bdi>Acme Deploy CLI</bdi>");
    }

    @Test
    void the_list_leads_on_and_back_and_its_forms_come_back_to_this_page_of_it() {
        assertThat(pages.render(SampleSessions.list(null, null, null)))
                .doesNotContain("Older", "Newest", "name=\"after\"");
        assertThat(pages.render(SampleSessions.list(null, null, "MTIy")))
                .contains("href=\"/account/sessions?after=MTIy\"")
                .doesNotContain("Newest", "name=\"after\"");
        assertThat(pages.render(SampleSessions.list(null, "MTIz", null)))
                .contains("Newest", "<input type=\"hidden\" name=\"after\" value=\"MTIz\">")
                .doesNotContain("Older");
    }

    @Test
    void an_empty_list_says_how_a_device_is_connected() {
        var empty = new SessionsPage(SamplePages.ALEX, new SessionsPage.Cards(List.of(), null, null), null);

        assertThat(pages.render(empty)).contains("No device is connected", "href=\"/device\"");
    }

    @ParameterizedTest
    @EnumSource
    void what_was_done_is_said_aloud(SessionNotice notice) {
        assertThat(pages.render(SampleSessions.list(notice, null, null)))
                .contains("role=\"status\">" + notice.message() + "</p>");
        assertThat(SessionNotice.named(notice.word())).contains(notice);
        assertThat(SessionNotice.named("<script>")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, No device is connected.",
        "1, One connected device stops",
        "2, Both connected devices stop",
        "140, All 140 connected devices stop"
    })
    void before_everything_ends_it_is_counted(int count, String words) {
        assertThat(pages.render(new RevokeAllPage(SamplePages.ALEX, List.of(), count)))
                .contains(words);
    }

    @Test
    void before_everything_ends_it_is_named_and_keeping_comes_first() {
        assertThat(pages.render(SampleSessions.revokeAll(140)))
                .contains("<bdi>Acme Deploy CLI</bdi> on <bdi>alex-laptop</bdi>", "<bdi>Ledger Export</bdi>")
                .contains("138 more")
                .containsSubsequence("Keep them", "Revoke all</button>");
        assertThat(pages.render(SampleSessions.revokeAll(2))).doesNotContain(" more</dd>");
    }

    @Test
    void who_disowned_a_device_is_told_what_to_do_next_and_the_number_to_quote() {
        assertThat(pages.render(new NotMePage(SamplePages.ALEX, SampleSessions.LAPTOP, SamplePages.REQUEST)))
                .contains("<bdi>Acme Deploy CLI</bdi> on <bdi>alex-laptop</bdi> can no longer use your account.")
                .contains("href=\"/account/password\"", "href=\"/account/sessions\"")
                .contains("<code>" + SamplePages.REQUEST + "</code>");
    }

    @Test
    void a_change_of_password_offers_to_end_everything_unless_it_did() {
        assertThat(pages.render(new PasswordChangedPage(SamplePages.ALEX, false)))
                .contains("href=\"/account/sessions/revoke-all\"");
        assertThat(pages.render(new PasswordChangedPage(SamplePages.ALEX, true)))
                .contains("All connected devices are revoked.")
                .doesNotContain("revoke-all");
    }
}
