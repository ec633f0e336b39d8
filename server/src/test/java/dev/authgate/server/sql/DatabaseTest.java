package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.apache.tomcat.jdbc.pool.PoolExhaustedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

@DisplayName("What the two databases say")
final class DatabaseTest {
    @Test
    void the_url_names_the_database() {
        assertThat(Database.of("jdbc:sqlite:data/authgate.db")).isEqualTo(Database.SQLITE);
        assertThat(Database.of("jdbc:postgresql://host/db")).isEqualTo(Database.POSTGRESQL);
        assertThatThrownBy(() -> DatabaseSettings.of("jdbc:mysql://root:secret@host/db"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_BUSY, true",
        "SQLITE_BUSY_SNAPSHOT, true",
        "SQLITE_LOCKED, true",
        "SQLITE_READONLY, true",
        "SQLITE_IOERR_FSYNC, true",
        "SQLITE_FULL, true",
        "SQLITE_CANTOPEN, true",
        "SQLITE_CONSTRAINT_UNIQUE, false",
        "SQLITE_ERROR, false",
        "SQLITE_CORRUPT, false"
    })
    void sqlite_may_recover_from_some_failures(SQLiteErrorCode code, boolean passing) {
        assertThat(Database.SQLITE.unavailable(new SQLiteException("failed", code)))
                .isEqualTo(passing);
    }

    @ParameterizedTest
    @CsvSource({
        "08001, true, true",
        "08006, true, true",
        "57P01, true, true",
        "25006, true, true",
        "53300, true, false",
        "40P01, true, false",
        "23505, false, false",
        "42P01, false, false",
        "28P01, false, false"
    })
    void postgresql_may_recover_from_some_failures(String state, boolean passing, boolean connectionLost) {
        var failure = new SQLException("failed", state);

        assertThat(Database.POSTGRESQL.unavailable(failure)).isEqualTo(passing);
        assertThat(Database.POSTGRESQL.connectionLost(failure)).isEqualTo(connectionLost);
    }

    @Test
    void an_exhausted_pool_passes_and_an_unknown_failure_does_not() {
        assertThat(Database.POSTGRESQL.unavailable(new PoolExhaustedException("none left")))
                .isTrue();
        assertThat(Database.POSTGRESQL.unavailable(new SQLException("odd"))).isFalse();
        assertThat(Database.SQLITE.unavailable(new SQLException("odd"))).isFalse();
    }

    @Test
    void the_settings_never_show_the_password() {
        var settings = new DatabaseSettings("jdbc:postgresql://host/db?password=hidden1", "user", "hidden2");

        assertThat(settings.toString()).contains("host/db", "user").doesNotContain("hidden");
    }
}
