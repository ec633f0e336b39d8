package dev.authgate.browser;

import static dev.authgate.browser.Person.ALEX;
import static dev.authgate.browser.Person.CONNECT;
import static dev.authgate.browser.Person.CONNECTED;
import static dev.authgate.browser.Person.DENIED;
import static dev.authgate.browser.Person.ENTER_CODE;
import static dev.authgate.browser.Person.SIGN_IN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

@DisplayName("WCAG 2.2 section 2.1.1: Keyboard")
@ExtendWith(Stage.class)
class KeyboardTest {
    private static final int MOST_STOPS = 20;

    private final Person person;
    private final Browser browser;

    KeyboardTest(Person person) {
        this.person = person;
        this.browser = person.browser();
    }

    @BeforeEach
    void startAfresh() {
        browser.startAfresh(Screen.DESKTOP, Device.AT_HOME);
    }

    /** The names of what the next presses of Tab lead to. */
    private List<String> tabStops(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    browser.press(Keys.TAB);
                    return browser.focused().getAccessibleName();
                })
                .toList();
    }

    private void tabTo(String name) {
        var passed = new ArrayList<String>();
        do {
            passed.addAll(tabStops(1));
        } while (!passed.contains(name) && passed.size() < MOST_STOPS);
        assertThat(passed).last().isEqualTo(name);
    }

    private Device decisionFor() {
        var device = Device.asking(person.server());
        person.signIn(ALEX);
        person.enter(device);
        return device;
    }

    @Test
    void tab_leads_through_the_sign_in_page_in_the_order_of_reading() {
        person.open("/login");
        browser.awaitHeading(SIGN_IN);

        assertThat(tabStops(5)).containsExactly("Skip to content", "AuthGate", "Username", "Password", "Sign in");
    }

    @Test
    void tab_leads_through_the_decision_page_with_deny_before_approve() {
        decisionFor();

        assertThat(tabStops(8))
                .containsExactly(
                        "Skip to content",
                        "AuthGate",
                        "Active sessions",
                        "Sign out",
                        "Use another account",
                        "active sessions",
                        "Deny",
                        "Approve");
    }

    @Test
    void the_skip_link_shows_itself_and_passes_the_header() {
        person.open("/login");
        browser.awaitHeading(SIGN_IN);

        browser.press(Keys.TAB);
        assertThat(browser.focused().getRect().getY()).isNotNegative();
        browser.press(Keys.ENTER);

        assertThat(tabStops(1)).containsExactly("Username");
    }

    @Test
    void whatever_has_the_focus_shows_it() {
        person.open("/login");
        browser.awaitHeading(SIGN_IN);

        for (int i = 0; i < 5; i++) {
            browser.press(Keys.TAB);
            assertThat(browser.focused().getCssValue("outline-style"))
                    .as(browser.focused().getAccessibleName())
                    .isEqualTo("solid");
        }
    }

    @Test
    void the_whole_way_needs_no_mouse() {
        var device = Device.asking(person.server());
        person.server().register(ALEX);
        person.open("/device");
        browser.awaitHeading(SIGN_IN);

        tabStops(3);
        browser.write(ALEX);
        tabStops(1);
        browser.write(RunningServer.PASSWORD);
        browser.press(Keys.ENTER);
        browser.awaitHeading(ENTER_CODE);
        browser.write(device.userCode());
        browser.press(Keys.ENTER);
        browser.awaitHeading(CONNECT);
        tabTo("Approve");
        browser.press(Keys.SPACE);

        browser.awaitHeading(CONNECTED);
        assertThat(device.awaitAnswer().path("access_token").asText()).isNotEmpty();
    }

    @Test
    void enter_does_not_approve() {
        var device = decisionFor();

        browser.press(Keys.ENTER);

        assertThat(browser.heading()).isEqualTo(CONNECT);
        assertThat(device.poll().path("error").asText()).isEqualTo("authorization_pending");
    }

    @Test
    void enter_at_the_first_button_of_the_decision_denies() {
        var device = decisionFor();

        tabTo("Deny");
        browser.press(Keys.ENTER);

        browser.awaitHeading(DENIED);
        assertThat(device.awaitAnswer().path("error").asText()).isEqualTo("access_denied");
    }
}
