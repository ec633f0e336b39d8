package dev.authgate.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Markup in what a client or a visitor wrote")
class ClientMarkupTest {
    private static final String EVIL = "\"'><script>alert(1)</script>\u202E${1234*5678}<#list>";

    private final Pages pages = new Pages("auth.example.org", Clock.fixed(SamplePages.NOW, ZoneOffset.UTC));

    static Stream<Page> pagesFullOfMarkup() {
        var visitor = new Visitor(EVIL, EVIL);
        var permissions = List.of(new Permission(EVIL, EVIL, true));
        var device = new AskingDevice(EVIL, EVIL, SamplePages.NOW, EVIL, EVIL, EVIL);
        var around = new ConfirmPage.Surroundings(EVIL, false, true);
        return Stream.of(
                new LoginPage(EVIL, EVIL, EVIL, LoginProblem.REFUSED),
                new DevicePage(visitor, EVIL, null, SamplePages.CODE_LIFETIME),
                new DevicePage(visitor, EVIL, CodeProblem.UNUSABLE, SamplePages.CODE_LIFETIME),
                new ConfirmPage(visitor, EVIL, EVIL, device, around, permissions, Duration.ofDays(30)),
                new SuccessPage(visitor, EVIL, EVIL, permissions, SamplePages.NOW),
                new DeniedPage(visitor, EVIL, EVIL),
                ErrorPage.of(404, visitor, EVIL, SamplePages.NOW),
                new LogoutPage(visitor),
                new PasswordPage(visitor, "Our own words.", 15, false),
                new PasswordChangedPage(visitor, false),
                sessions(visitor, SessionCard.Status.ACTIVE, permissions),
                sessions(visitor, SessionCard.Status.EXPIRED, permissions),
                new RevokeAllPage(
                        visitor,
                        List.of(new RevokeAllPage.Ending(new NamedDevice(EVIL, EVIL), SessionCard.Status.ACTIVE)),
                        1),
                new NotMePage(visitor, new NamedDevice(EVIL, EVIL), EVIL));
    }

    private static SessionsPage sessions(Visitor visitor, SessionCard.Status status, List<Permission> permissions) {
        var use = new SessionCard.Use(SamplePages.NOW, EVIL);
        var card =
                new SessionCard("1", new NamedDevice(EVIL, EVIL), EVIL, permissions, use, use, SamplePages.NOW, status);
        return new SessionsPage(visitor, new SessionsPage.Cards(List.of(card), "MTIz", "MTIy"), null);
    }

    @ParameterizedTest
    @MethodSource("pagesFullOfMarkup")
    void is_shown_and_never_run(Page page) {
        String html = pages.render(page);

        assertThat(html).contains("&lt;script").doesNotContain("<script>", "\"'>", "7006652");
    }

    @ParameterizedTest
    @MethodSource("pagesFullOfMarkup")
    void cannot_turn_the_direction_of_the_text_around_it(Page page) {
        var visible = pages.render(page).replaceAll("<input type=\"hidden\"[^>]*>", "");

        assertThat(visible).doesNotContain("\u202E");
    }
}
