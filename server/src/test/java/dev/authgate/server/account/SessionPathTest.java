package dev.authgate.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.account.OwnGrants.Action;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Paths below the list of sessions")
class SessionPathTest {
    private static final String ID = "0197c2f4-e1b3-7c11-8f00-2b6d3c9a5e10";

    @ParameterizedTest
    @CsvSource({"revoke, REVOKE", "disable, DISABLE", "enable, ENABLE", "disown, DISOWN"})
    void name_a_grant_and_what_to_do_to_it(String word, Action action) {
        assertThat(SessionPath.parse("/account/sessions/" + ID + "/" + word)).contains(new SessionPath(ID, action));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/account/sessions",
                "/account/sessions/",
                "/account/sessions/a",
                "/account/sessions//revoke",
                "/account/sessions/a/",
                "/account/sessions/a/REVOKE",
                "/account/sessions/a/revoke/",
                "/account/sessions/a/b/revoke",
                "/account/sessions/\0/revoke",
                "/account/sessions/'/revoke",
                "/account/sessions/a.b/revoke",
                "/account/sessions/é/revoke",
                "/account/session/a/revoke"
            })
    void are_nothing_else(String path) {
        assertThat(SessionPath.parse(path)).isEmpty();
        assertThat(SessionsResource.serves(path)).isFalse();
    }

    @Test
    void are_of_a_sane_length() {
        assertThat(SessionPath.parse("/account/sessions/" + "a".repeat(65) + "/revoke"))
                .isEmpty();
    }
}
