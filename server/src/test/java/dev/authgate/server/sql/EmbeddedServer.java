package dev.authgate.server.sql;

import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL for all tests of this virtual machine; each test class has a database of its own in it. */
public final class EmbeddedServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private EmbeddedServer() {}

    /** Makes an empty database. Skips the test when PostgreSQL cannot run here, unless everything must be tested. */
    public static DatabaseSettings newDatabase() throws SQLException {
        var server = Running.orSkip();
        var name = "test_" + DATABASES.incrementAndGet();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return settings(server, name);
    }

    public static DatabaseSettings settings(EmbeddedPostgres server, String database) {
        return new DatabaseSettings(
                "jdbc:postgresql://localhost:" + server.getPort() + "/" + database, "postgres", "postgres");
    }

    /** Skips the test for this reason, unless everything must be tested. */
    public static void skip(Exception reason) {
        if ("true".equals(System.getenv("AUTHGATE_REQUIRE_ALL"))) {
            throw new IllegalStateException("PostgreSQL cannot run here, but AUTHGATE_REQUIRE_ALL is set", reason);
        }
        abort("PostgreSQL cannot run here: " + reason);
    }

    /** Started by the first who asks. */
    private static final class Running {
        private static final Object SERVER = start();

        private static Object start() {
            try {
                var server = EmbeddedPostgres.builder().start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server;
            } catch (IOException | RuntimeException e) {
                return e;
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        static EmbeddedPostgres orSkip() {
            if (SERVER instanceof Exception reason) {
                skip(reason);
            }
            return (EmbeddedPostgres) SERVER;
        }
    }
}
