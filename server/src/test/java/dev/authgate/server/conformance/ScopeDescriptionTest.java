package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.TV;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Requirements DV-10 and AC-02: scopes in the operator's words")
class ScopeDescriptionTest {
    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.with(Map.of(
            "LIMITS",
            "off",
            "SCOPE_DESCRIPTIONS",
            "read=Look at <b>photographs</b> & films;unused=Nothing of that kind"));

    private static final String WORDS = "Look at &lt;b&gt;photographs&lt;/b&gt; &amp; films";

    @Test
    @Tag("DV-10")
    @Tag("AC-02")
    void stand_on_the_decision_page_and_in_the_list_of_sessions() {
        var oauth = APP.oauth();
        var codes = oauth.codes(TV, "scope", "read write");
        var browser = APP.browser().signIn(Person.ANN);

        var decision = browser.enter(codes.userCode()).page(200).body();
        browser.approve(codes);
        oauth.poll(codes).json(200);
        var sessions = browser.open("/account/sessions").page(200).body();

        for (var page : new String[] {decision, sessions}) {
            assertThat(page)
                    .contains(WORDS, "Change your data")
                    .doesNotContain("<b>photo", "Read your data", "Nothing of");
        }
    }
}
