package dev.authgate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.oauth.SecretHash;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What attempts are counted under")
class AttemptSubjectsTest {
    private final AttemptSubjects subjects = new AttemptSubjects(MasterSecret.of("a secret of at least 32 bytes, yes"));

    @Test
    void one_account_is_one_subject_however_its_name_is_typed() {
        assertThat(subjects.account("sign-in", "\uff21lice")).isEqualTo(subjects.account("sign-in", "alice"));
        assertThat(subjects.account("sign-in", "alice")).isNotEqualTo(subjects.account("sign-in", "bob"));
    }

    @Test
    void neighbours_in_a_network_are_one_subject() {
        assertThat(subjects.network("sign-in", "203.0.113.9"))
                .isEqualTo("sign-in:network:203.0.113.0/24")
                .isEqualTo(subjects.network("sign-in", "203.0.113.200"));
    }

    @Test
    void purposes_are_counted_apart() {
        assertThat(subjects.account("sign-in", "alice")).isNotEqualTo(subjects.account("user-code", "alice"));
        assertThat(subjects.network("sign-in", "::1")).isNotEqualTo(subjects.network("user-code", "::1"));
    }

    /** Whoever reads the table cannot try passwords against it without the server's secret. */
    @Test
    void what_was_typed_cannot_be_found_by_hashing() {
        var other = new AttemptSubjects(MasterSecret.of("another secret of at least 32 bytes"));

        assertThat(subjects.account("sign-in", "hunter2"))
                .doesNotContain("hunter2")
                .doesNotContain(SecretHash.of("hunter2").value())
                .isNotEqualTo(other.account("sign-in", "hunter2"));
    }
}
