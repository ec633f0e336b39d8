package dev.authgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.sql.DatabaseSettings;
import dev.authgate.server.sql.SqlStorage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A server that cannot start says why in one line")
class ServerStartTest extends AtTheTerminal {
    @Test
    void a_port_in_use_is_one_line() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("PORT", Integer.toString(taken.getLocalPort()));
            environment.put("BIND_HOST", "127.0.0.1");
            environment.put("ADMIN_PORT", "0");

            assertThat(run("server")).isEqualTo(1);
            assertThat(err).startsWith("authgate: cannot listen on ").contains(":" + taken.getLocalPort());
            assertThat(err.lines()).hasSize(1);
        }
    }

    @Test
    void another_secret_than_before_is_one_line() {
        var settings = DatabaseSettings.of("jdbc:sqlite:" + data.resolve("authgate.db"));
        try (var storage = SqlStorage.open(settings, SqlStorage.Purpose.COMMAND)) {
            storage.secretChecks().putIfAbsent("JWT_SECRET", "of another one");
        }

        assertThat(run("server")).isEqualTo(1);
        assertThat(err).startsWith("authgate: JWT_SECRET: is not the secret ");
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void a_second_one_on_the_same_file_is_refused_while_commands_may_run() {
        var settings = DatabaseSettings.of("jdbc:sqlite:" + data.resolve("authgate.db"));
        try (var first = SqlStorage.open(settings, SqlStorage.Purpose.SERVER)) {
            assertThat(first.ping()).isTrue();
            assertThat(run("server")).isEqualTo(1);
            assertThat(err).startsWith("authgate: another server is running on this database file");

            assertThat(run("user", "create", "--username", "ann")).isZero();
        }
    }
}
