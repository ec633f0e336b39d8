package dev.authgate.browser;

import static dev.authgate.browser.Person.ALEX;
import static dev.authgate.browser.Person.ENTER_CODE;
import static dev.authgate.browser.Person.SIGNED_OUT;
import static dev.authgate.browser.Person.SIGN_IN;
import static dev.authgate.browser.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Signing in and out, in a browser")
@ExtendWith(Stage.class)
class SignInTest {
    private final Person person;
    private final Browser browser;

    SignInTest(Person person) {
        this.person = person;
        this.browser = person.browser();
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_password_is_answered_without_saying_what_was_wrong(Screen screen) {
        browser.startAfresh(screen, Device.AT_HOME);
        person.server().register(ALEX);
        person.open("/login");

        person.fillIn(ALEX, "not the password");

        browser.awaitHeading(SIGN_IN);
        assertThat(browser.find("[role=alert]").getText()).contains("Invalid username or password.");
        assertThat(browser.find("#username").getDomProperty("value")).isEqualTo(ALEX);
        assertThat(browser.find("#password").getDomProperty("value")).isEmpty();
        person.fillIn(ALEX, PASSWORD);
        browser.awaitHeading(ENTER_CODE);
    }

    @ParameterizedTest
    @EnumSource
    void the_back_button_shows_no_private_page_after_signing_out(Screen screen) {
        browser.startAfresh(screen, Device.AT_HOME);
        person.signIn(ALEX);
        browser.click("Change password");
        browser.awaitHeading("Change your password");
        browser.click("Sign out");
        browser.awaitHeading(SIGNED_OUT);

        browser.goBack();

        browser.awaitHeading(SIGN_IN);
        assertThat(browser.text()).doesNotContain(ALEX);
    }

    @Test
    void changing_the_password_signs_the_other_browser_out() {
        var noor = "noor.okafor";
        var next = "velvet compass thunder";
        browser.startAfresh(Screen.DESKTOP, Device.AT_HOME);
        try (var other = Browser.start()) {
            var elsewhere = new Person(other, person.server());
            other.startAfresh(Screen.PHONE, Device.ELSEWHERE);
            elsewhere.signIn(noor);
            person.signIn(noor);

            person.changePassword(PASSWORD, next);

            browser.awaitHeading("Your password is changed");
            browser.click("Go to the start");
            browser.awaitHeading(ENTER_CODE);
            elsewhere.open("/device");
            other.awaitHeading(SIGN_IN);
            elsewhere.fillIn(noor, PASSWORD);
            other.awaitHeading(SIGN_IN);
            assertThat(other.has("[role=alert]")).isTrue();
            elsewhere.fillIn(noor, next);
            other.awaitHeading(ENTER_CODE);
        }
    }
}
