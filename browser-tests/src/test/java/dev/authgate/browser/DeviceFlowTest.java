package dev.authgate.browser;

import static dev.authgate.browser.Person.ALEX;
import static dev.authgate.browser.Person.CODE_PROBLEM;
import static dev.authgate.browser.Person.CONNECTED;
import static dev.authgate.browser.Person.ENTER_CODE;
import static dev.authgate.browser.Person.LAYLA;
import static dev.authgate.browser.Person.SIGN_IN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("RFC 8628 section 3.3, in a browser: a person connects a device")
@ExtendWith(Stage.class)
class DeviceFlowTest {
    private final Person person;
    private final Browser browser;

    DeviceFlowTest(Person person) {
        this.person = person;
        this.browser = person.browser();
    }

    private void startOn(Screen screen) {
        browser.startAfresh(screen, Device.AT_HOME);
    }

    private Device asking() {
        return Device.asking(person.server());
    }

    @ParameterizedTest
    @EnumSource
    void approving_gives_the_device_its_tokens_at_the_next_poll(Screen screen) {
        startOn(screen);
        var device = asking();

        person.signIn(ALEX);
        person.enter(device);
        assertThat(device.poll().path("error").asText()).isEqualTo("authorization_pending");
        person.approve();

        var answer = device.awaitAnswer();
        assertThat(answer.path("access_token").asText()).isNotEmpty();
        assertThat(answer.path("refresh_token").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void denying_tells_the_device_so(Screen screen) {
        startOn(screen);
        var device = asking();

        person.signIn(ALEX);
        person.enter(device);
        person.deny();

        assertThat(device.awaitAnswer().path("error").asText()).isEqualTo("access_denied");
    }

    @ParameterizedTest
    @EnumSource
    void the_decision_page_shows_the_code_who_asks_from_where_and_what_for(Screen screen) {
        startOn(screen);
        var device = asking();

        person.signIn(LAYLA);
        person.enter(device);

        assertThat(browser.find(".user-code").getText().replaceAll("\\s", "")).contains(device.userCode());
        assertThat(browser.text())
                .contains(device.name(), Device.AT_HOME, "acme-deploy/2.4.1 (macOS 15.2; arm64)")
                .contains("Read your data", "Change your data", "See your name and username")
                .contains("This is the first time Acme Deploy CLI asks for your account.");
    }

    @ParameterizedTest
    @EnumSource
    void a_code_is_taken_in_small_letters_and_without_its_hyphen(Screen screen) {
        startOn(screen);
        var device = asking();
        person.signIn(ALEX);

        person.enterCode(device.userCode().replace("-", "").toLowerCase(Locale.ROOT));

        browser.awaitHeading(Person.CONNECT);
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_code_can_be_corrected_where_it_stands(Screen screen) {
        startOn(screen);
        var device = asking();
        person.signIn(ALEX);

        person.enterCode("BBBB-BBBB");

        browser.awaitHeading(CODE_PROBLEM);
        assertThat(browser.find("[role=alert]").getText()).startsWith("The code is invalid or has expired.");
        assertThat(browser.find("#code").getDomProperty("value")).isEqualTo("BBBB-BBBB");
        person.enter(device);
    }

    @ParameterizedTest
    @EnumSource
    void an_expired_code_looks_like_a_wrong_one(Screen screen) {
        startOn(screen);
        var device = asking();
        person.signIn(ALEX);
        person.server().endCodesOf(device.name());

        person.enterCode(device.userCode());

        browser.awaitHeading(CODE_PROBLEM);
        assertThat(browser.find("[role=alert]").getText()).startsWith("The code is invalid or has expired.");
    }

    @ParameterizedTest
    @EnumSource
    void a_code_that_somebody_has_used_is_of_no_use_to_anybody_else(Screen screen) {
        startOn(screen);
        var device = asking();
        person.signIn(ALEX);
        person.enter(device);
        person.approve();

        startOn(screen);
        person.signIn(LAYLA);
        person.enterCode(device.userCode());

        browser.awaitHeading(CODE_PROBLEM);
        assertThat(browser.find("[role=alert]").getText()).contains("already used");
    }

    @ParameterizedTest
    @EnumSource
    void a_link_with_the_code_in_it_asks_to_compare_and_decides_nothing(Screen screen) {
        startOn(screen);
        var device = asking();
        person.server().register(ALEX);

        person.open("/device?user_code=" + device.userCode());
        browser.awaitHeading(SIGN_IN);
        person.fillIn(ALEX, RunningServer.PASSWORD);

        browser.awaitHeading("Compare the code with your device");
        assertThat(browser.find("#code").getDomProperty("value")).isEqualTo(device.userCode());
        browser.click("Continue");
        browser.awaitHeading(Person.CONNECT);
        assertThat(device.poll().path("error").asText()).isEqualTo("authorization_pending");
    }

    @Test
    void works_without_scripts() {
        startOn(Screen.PHONE);
        browser.allowScripts(false);
        browser.open("data:text/html,<h1>still</h1><script>document.querySelector('h1').textContent='ran'</script>");
        assertThat(browser.heading()).isEqualTo("still");
        var device = asking();

        person.signIn(ALEX);
        person.enter(device);
        person.approve();

        assertThat(device.awaitAnswer().path("access_token").asText()).isNotEmpty();
    }

    @Test
    void going_back_to_a_decision_that_was_taken_changes_nothing() {
        startOn(Screen.DESKTOP);
        var device = asking();
        person.signIn(ALEX);
        person.enter(device);
        person.deny();

        browser.click("enter the new code");
        browser.awaitHeading(ENTER_CODE);
        person.enterCode(device.userCode());

        browser.awaitHeading(CODE_PROBLEM);
        assertThat(browser.text()).doesNotContain(CONNECTED);
        assertThat(device.awaitAnswer().path("error").asText()).isEqualTo("access_denied");
    }
}
