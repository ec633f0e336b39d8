package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.storage.Race;
import dev.authgate.server.storage.StorageUnavailable;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lookups in company on PostgreSQL")
final class PostgresLookupsTest {
    private static final Lookup<String> COLOUR =
            new Lookup<>("SELECT colour FROM things WHERE id = ?", row -> Columns.text(row, "colour"));
    private static final Lookup<Boolean> HAS = new Lookup<>(
            "SELECT EXISTS (SELECT 1 FROM things WHERE id = ? AND colour = ?) AS found",
            row -> row.getBoolean("found"));
    private static final Lookup<Integer> NUMBER =
            new Lookup<>("SELECT number FROM things WHERE id = ?", row -> row.getInt("number"));

    private static DatabaseSettings settings;

    private final ExecutorService others = Executors.newCachedThreadPool();
    private final AtomicInteger turns = new AtomicInteger();
    private final CountDownLatch gateReached = new CountDownLatch(1);
    private final CountDownLatch gateOpen = new CountDownLatch(1);

    private Jdbi jdbi;
    private PostgresLookups lookups;

    @BeforeAll
    static void a_database() throws SQLException {
        settings = EmbeddedServer.newDatabase();
    }

    @BeforeEach
    void fill() {
        jdbi = Handles.over(() -> DriverManager.getConnection(settings.url(), settings.user(), settings.password()));
        jdbi.useHandle(handle -> {
            handle.execute("DROP TABLE IF EXISTS things");
            handle.execute("CREATE TABLE things (id TEXT PRIMARY KEY, colour TEXT, number INTEGER NOT NULL)");
            handle.execute("INSERT INTO things VALUES ('apple', 'red', 0), ('plum', 'blue', 0), ('air', NULL, 0)");
        });
        lookups = new PostgresLookups(1, this::lend);
    }

    @AfterEach
    void close() {
        gateOpen.countDown();
        others.shutdownNow();
    }

    private void lend(PostgresLookups.Use use) {
        if (turns.incrementAndGet() == 1) {
            gateReached.countDown();
            pass(gateOpen);
        }
        lendAtOnce(use);
    }

    private void lendAtOnce(PostgresLookups.Use use) {
        try (var connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password())) {
            use.of(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody whose turn lasts until the gate opens. */
    private Future<Optional<String>> atTheGate(Callable<Optional<String>> question) throws InterruptedException {
        var first = others.submit(question);
        gateReached.await();
        return first;
    }

    private <T> Future<T> waiting(Callable<T> question) throws InterruptedException {
        var before = lookups.waiting();
        var asked = others.submit(question);
        while (lookups.waiting() == before) {
            Thread.onSpinWait();
        }
        return asked;
    }

    @Test
    void who_comes_while_another_asks_is_asked_for_together_with_the_rest() throws Exception {
        var first = atTheGate(() -> lookups.find(COLOUR, "apple"));
        var plum = waiting(() -> lookups.find(COLOUR, "plum"));
        var unknown = waiting(() -> lookups.find(COLOUR, "pear"));
        var apple = waiting(() -> lookups.find(COLOUR, "apple"));
        var redApple = waiting(() -> lookups.find(HAS, "apple", "red"));
        var redPlum = waiting(() -> lookups.find(HAS, "plum", "red"));
        gateOpen.countDown();

        assertThat(first.get()).contains("red");
        assertThat(plum.get()).contains("blue");
        assertThat(unknown.get()).isEmpty();
        assertThat(apple.get()).contains("red");
        assertThat(redApple.get()).contains(true);
        assertThat(redPlum.get()).contains(false);
        assertThat(turns).hasValue(2);
    }

    @Test
    void a_row_that_cannot_be_read_is_the_trouble_of_one() throws Exception {
        var first = atTheGate(() -> lookups.find(COLOUR, "apple"));
        var air = waiting(() -> lookups.find(COLOUR, "air"));
        var plum = waiting(() -> lookups.find(COLOUR, "plum"));
        gateOpen.countDown();

        assertThat(first.get()).contains("red");
        assertThatThrownBy(air::get).isInstanceOf(ExecutionException.class);
        assertThat(plum.get()).contains("blue");
    }

    @Test
    void what_the_database_refuses_is_told_to_all_of_a_turn_and_the_next_turn_goes_well() throws Exception {
        var first = atTheGate(() -> lookups.find(COLOUR, "apple"));
        var plum = waiting(() -> lookups.find(COLOUR, "plum"));
        var apple = waiting(() -> lookups.find(COLOUR, "apple"));
        jdbi.useHandle(handle -> handle.execute("ALTER TABLE things RENAME COLUMN colour TO color"));
        gateOpen.countDown();

        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(plum::get).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(apple::get).isInstanceOf(ExecutionException.class);
        jdbi.useHandle(handle -> handle.execute("ALTER TABLE things RENAME COLUMN color TO colour"));
        assertThat(lookups.find(COLOUR, "plum")).contains("blue");
    }

    @Test
    void who_is_interrupted_leaves_and_keeps_nobody_waiting() throws Exception {
        var first = atTheGate(() -> lookups.find(COLOUR, "apple"));
        var gone = new Thread(() -> assertThatThrownBy(() -> lookups.find(COLOUR, "plum"))
                .isInstanceOf(StorageUnavailable.class)
                .hasMessageContaining("Interrupted"));
        gone.start();
        while (lookups.waiting() == 0) {
            Thread.onSpinWait();
        }
        var plum = waiting(() -> lookups.find(COLOUR, "plum"));
        gone.interrupt();
        gone.join();
        gateOpen.countDown();

        assertThat(first.get()).contains("red");
        assertThat(plum.get()).contains("blue");
    }

    /** What one wrote before asking is in the answer, whoever asks for him. */
    @Test
    void nobody_is_told_what_was_true_before_the_question() throws Exception {
        gateOpen.countDown();
        var several = new PostgresLookups(2, this::lendAtOnce);

        var right = Race.run(runner -> seesItsOwnWrites(several, "thing of " + runner));

        assertThat(right).doesNotContain(false);
    }

    private boolean seesItsOwnWrites(PostgresLookups several, String id) {
        return jdbi.withHandle(handle -> {
            handle.execute("INSERT INTO things VALUES (?, 'grey', 0)", id);
            for (var number = 1; number <= 20; number++) {
                handle.execute("UPDATE things SET number = ? WHERE id = ?", number, id);
                if (!several.find(NUMBER, id).equals(Optional.of(number))) {
                    return false;
                }
            }
            return true;
        });
    }
}
