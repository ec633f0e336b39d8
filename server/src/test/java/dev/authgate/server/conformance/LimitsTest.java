package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.KIOSK;
import static dev.authgate.server.conformance.AppUnderTest.KIOSK_SECRET;
import static dev.authgate.server.conformance.AppUnderTest.TV;
import static dev.authgate.server.conformance.OAuth.DEVICE_CODE_GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Requirements on limits: DA-26, CA-40, LG-16, DV-16, DV-40")
class LimitsTest {
    private static final int MANY = 40;

    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.limited();

    private static Duration retryAfter(Reply reply) {
        return Duration.ofSeconds(Long.parseLong(reply.header("Retry-After")));
    }

    /** Asks until the answer is 429; fails when it never is. */
    private static Reply untilLimited(int most, java.util.function.Supplier<Reply> asked) {
        for (var i = 0; i < most; i++) {
            var reply = asked.get();
            if (reply.status() == 429) {
                assertThat(retryAfter(reply)).isPositive();
                return reply;
            }
            assertThat(reply.status()).isLessThan(500);
        }
        throw new AssertionError("Not limited after " + most + " requests");
    }

    private static Browser browserFrom(String address) {
        return new Browser(APP.from(address));
    }

    @Test
    @Tag("DA-26")
    void device_requests_from_one_address_are_limited_and_others_are_served() {
        var greedy = new OAuth(APP.from("203.0.113.1"));

        untilLimited(600, () -> greedy.device("client_id", TV)).refused(429, "temporarily_unavailable");

        new OAuth(APP.from("203.0.113.2")).device("client_id", TV).json(200);
    }

    @Test
    @Tag("CA-40")
    void wrong_secrets_from_one_address_are_limited_and_the_right_one_still_works() {
        var guesser = new OAuth(APP.from("203.0.113.3")).basic(KIOSK, "wrong");

        untilLimited(100, () -> guesser.token("grant_type", DEVICE_CODE_GRANT, "device_code", "x"))
                .refused(429, "temporarily_unavailable");

        new OAuth(APP.from("203.0.113.4")).basic(KIOSK, KIOSK_SECRET).device().json(200);
    }

    @Test
    @Tag("LG-16")
    void wrong_passwords_are_limited_and_the_owner_gets_in_after_the_pause() {
        var owner = new Person("owner", "seven wet boots behind the oven");
        APP.enrol(owner);
        var guesser = browserFrom("203.0.113.5");

        var limited = untilLimited(MANY, () -> guesser.trySignIn(owner.username(), "wrong"));
        limited.page(429);
        assertThat(limited.body()).contains("Too many attempts", "not locked");

        APP.clock().advance(retryAfter(limited));
        browserFrom("198.51.100.5").signIn(owner);
    }

    @Test
    @Tag("DV-16")
    void wrong_codes_are_limited() {
        var guesser = browserFrom("203.0.113.6").signIn(Person.BOB);

        var limited = untilLimited(MANY, () -> wrongCode(guesser));

        assertThat(limited.page(429).body()).contains("Too many attempts");
        APP.clock().advance(Duration.ofMinutes(20));
    }

    private static Reply wrongCode(Browser browser) {
        return browser.submit(browser.open("/device"), "/device/verify", "user_code", "BBBB-BBBB");
    }

    @Test
    @Tag("DV-40")
    void right_codes_of_ones_own_win_no_further_guesses() {
        var mixer = browserFrom("203.0.113.7").signIn(Person.ANN);
        var own = new OAuth(APP.from("203.0.113.7")).codes(TV);

        untilLimited(MANY, () -> {
            var right = mixer.enter(own.userCode());
            return right.status() == 429 ? right : wrongCode(mixer);
        });
        APP.clock().advance(Duration.ofMinutes(20));
    }
}
