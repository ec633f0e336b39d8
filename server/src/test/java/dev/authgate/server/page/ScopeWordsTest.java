package dev.authgate.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.oauth.Scopes;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What scopes are called on pages")
class ScopeWordsTest {
    private static Permission only(Map<String, String> own, String scope) {
        return new ScopeWords(own).of(Scopes.parse(scope)).get(0);
    }

    @Test
    void those_that_the_server_knows_have_words() {
        assertThat(new ScopeWords(Map.of()).of(Scopes.parse("read write profile email admin")))
                .extracting(Permission::words)
                .containsExactly(
                        "Read your data",
                        "Change your data",
                        "See your name and username",
                        "See your e-mail address",
                        "Administer this server: its clients, users and sessions");
    }

    @Test
    void the_operators_words_win_and_what_a_scope_changes_stays() {
        var own = Map.of("read", "Look at your photographs", "backups", "Read and delete your backups");

        assertThat(only(own, "read")).isEqualTo(new Permission("Look at your photographs", "read", false));
        assertThat(only(own, "backups")).isEqualTo(new Permission("Read and delete your backups", "backups", true));
        assertThat(only(own, "write").words()).isEqualTo("Change your data");
    }

    @Test
    void any_other_is_shown_by_its_name_and_counts_as_one_that_changes() {
        assertThat(only(Map.of(), "zebra")).isEqualTo(new Permission("Use what it calls “zebra”", "zebra", true));
    }
}
