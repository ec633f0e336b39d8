package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Statements held with their connection")
final class HeldStatementsTest {
    private static final String ECHO = "SELECT ? AS echo";

    private final List<Object> prepared = new ArrayList<>();
    private Connection connection;
    private Handle handle;

    @BeforeEach
    void open(@TempDir Path directory) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("test.db"));
        handle = Handles.holding(recording(connection));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private Connection recording(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        prepared.add(arguments[0]);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private String echo(String word) {
        return handle.createQuery(ECHO)
                .bind(0, word)
                .map((row, context) -> Columns.text(row, "echo"))
                .one();
    }

    @Test
    void are_prepared_once() {
        assertThat(echo("one")).isEqualTo("one");
        assertThat(echo("two")).isEqualTo("two");

        assertThat(prepared).containsExactly(ECHO);
    }

    @Test
    void are_not_shared_by_two_uses_at_once() {
        var both = handle.createQuery(ECHO)
                .bind(0, "outer")
                .map((row, context) -> Columns.text(row, "echo") + " " + echo("inner"))
                .one();

        assertThat(both).isEqualTo("outer inner");
        assertThat(prepared).containsExactly(ECHO, ECHO);
    }
}
