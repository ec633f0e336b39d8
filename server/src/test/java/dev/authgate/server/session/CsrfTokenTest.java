package dev.authgate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6749 section 10.12: Cross-Site Request Forgery")
class CsrfTokenTest {
    private final CsrfToken token = new CsrfToken("session-1");

    @Test
    void the_token_of_a_browser_is_accepted_from_it() {
        assertThat(token.matches(new CsrfToken("session-1").value())).isTrue();
    }

    @Test
    void the_token_of_another_browser_is_not() {
        assertThat(token.matches(new CsrfToken("session-2").value())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "session-1", "\u0000", "\ud800"})
    void nothing_else_is(String presented) {
        assertThat(token.matches(presented)).isFalse();
        assertThat(token.matchesTicket("decide:1", presented)).isFalse();
    }

    @Test
    void is_256_bits_that_do_not_show_the_session() {
        assertThat(token.value()).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void a_ticket_is_for_its_purpose_only() {
        var ticket = token.ticket("decide:1");

        assertThat(token.matchesTicket("decide:1", ticket)).isTrue();
        assertThat(token.matchesTicket("decide:2", ticket)).isFalse();
        assertThat(token.matches(ticket)).isFalse();
        assertThat(token.matches(token.ticket("csrf"))).isFalse();
        assertThat(new CsrfToken("session-2").matchesTicket("decide:1", ticket)).isFalse();
    }
}
