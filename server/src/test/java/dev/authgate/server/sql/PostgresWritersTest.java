package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.storage.StorageUnavailable;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Group commit on PostgreSQL")
final class PostgresWritersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static DatabaseSettings settings;

    private final CountDownLatch gateReached = new CountDownLatch(1);
    private final CountDownLatch gateOpen = new CountDownLatch(1);
    private final AtomicInteger transactions = new AtomicInteger();

    private Jdbi jdbi;
    private Jdbi observer;
    private PostgresWriters writers;

    @BeforeAll
    static void a_database() throws SQLException {
        settings = EmbeddedServer.newDatabase();
    }

    @BeforeEach
    void open() {
        jdbi = connecting();
        observer = connecting();
        jdbi.useHandle(handle -> {
            handle.execute("DROP TABLE IF EXISTS rows");
            handle.execute("CREATE TABLE rows (id TEXT PRIMARY KEY, parent TEXT REFERENCES rows (id) DEFERRABLE"
                    + " INITIALLY DEFERRED)");
        });
        writers = new PostgresWriters(1, use -> {
            transactions.incrementAndGet();
            jdbi.useHandle(use::accept);
        });
    }

    private static Jdbi connecting() {
        return Handles.over(() -> DriverManager.getConnection(settings.url(), settings.user(), settings.password()));
    }

    @AfterEach
    void close() {
        gateOpen.countDown();
        writers.close();
    }

    /** Keeps the one writer busy, so that what is submitted until the gate opens becomes one batch. */
    private void closeGate() throws InterruptedException {
        writers.submit(new UnitOfWork<>(ignored -> {
            gateReached.countDown();
            return await(gateOpen);
        }));
        gateReached.await();
        transactions.set(0);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UnitOfWork<Integer> inserting(String id) {
        return new UnitOfWork<>(handle -> handle.execute("INSERT INTO rows (id) VALUES (?)", id));
    }

    /** By a connection of its own: on the same thread, the same Jdbi would lend the handle of the unit. */
    private List<String> committed() {
        return observer.withHandle(handle -> handle.createQuery("SELECT id FROM rows ORDER BY id")
                .map((row, context) -> row.getString("id"))
                .list());
    }

    @Test
    void one_transaction_serves_all_that_wait_and_nobody_is_told_before_it_is_committed() throws InterruptedException {
        var first = inserting("first");
        var seenBySecond = new ArrayList<Object>();
        var second = new UnitOfWork<>(handle -> {
            seenBySecond.add(first.isDone());
            seenBySecond.add(committed());
            return true;
        });

        closeGate();
        writers.submit(first);
        writers.submit(second);
        gateOpen.countDown();
        second.await(PATIENCE);

        assertThat(seenBySecond).containsExactly(false, List.of());
        assertThat(first.await(PATIENCE)).isEqualTo(1);
        assertThat(committed()).containsExactly("first");
        assertThat(transactions).hasValue(1);
    }

    @Test
    void a_unit_that_throws_undoes_its_own_work_and_not_its_neighbours() throws InterruptedException {
        var before = inserting("before");
        var failing = new UnitOfWork<>(handle -> {
            handle.execute("INSERT INTO rows (id) VALUES ('half')");
            throw new IllegalArgumentException("on purpose");
        });
        var duplicate = inserting("before");
        var after = inserting("after");

        closeGate();
        List.of(before, failing, duplicate, after).forEach(writers::submit);
        gateOpen.countDown();

        assertThat(before.await(PATIENCE)).isEqualTo(1);
        assertThat(after.await(PATIENCE)).isEqualTo(1);
        assertThatThrownBy(() -> failing.await(PATIENCE)).hasMessage("on purpose");
        assertThatThrownBy(() -> duplicate.await(PATIENCE)).isInstanceOf(RuntimeException.class);
        assertThat(committed()).containsExactly("after", "before");
    }

    private static UnitOfWork<Optional<String>> claiming(String id, String by) {
        var take = new HotStatement("UPDATE rows SET parent = id WHERE id = ? AND parent IS NULL");
        return UnitOfWork.after(new Change(take, id, List.of(id)), () -> by);
    }

    @Test
    void of_those_who_claim_the_same_row_one_succeeds_and_the_work_of_the_others_is_not_done() throws Exception {
        jdbi.useHandle(handle -> handle.execute("INSERT INTO rows (id) VALUES ('one'), ('two')"));
        var claims = List.of(
                claiming("one", "first"), claiming("two", "alone"), claiming("one", "second"), claiming("none", "x"));

        closeGate();
        claims.forEach(writers::submit);
        gateOpen.countDown();

        assertThat(claims.get(0).await(PATIENCE)).contains("first");
        assertThat(claims.get(1).await(PATIENCE)).contains("alone");
        assertThat(claims.get(2).await(PATIENCE)).isEmpty();
        assertThat(claims.get(3).await(PATIENCE)).isEmpty();
        assertThat(transactions).hasValue(1);
    }

    @Test
    void a_claim_among_units_of_which_one_throws_is_made_once() throws Exception {
        jdbi.useHandle(handle -> handle.execute("INSERT INTO rows (id) VALUES ('one')"));
        var failing = new UnitOfWork<>(handle -> {
            throw new IllegalArgumentException("on purpose");
        });
        var won = claiming("one", "first");
        var lost = claiming("one", "second");

        closeGate();
        writers.submit(won);
        writers.submit(failing);
        writers.submit(lost);
        gateOpen.countDown();

        assertThat(won.await(PATIENCE)).contains("first");
        assertThat(lost.await(PATIENCE)).isEmpty();
        assertThatThrownBy(() -> failing.await(PATIENCE)).hasMessage("on purpose");
    }

    /** Nobody can know whether a commit that failed has happened: it must not be done again. */
    @Test
    void a_commit_that_fails_is_not_tried_again_and_fails_everyone_in_the_batch() throws InterruptedException {
        var good = inserting("good");
        var orphan =
                new UnitOfWork<>(handle -> handle.execute("INSERT INTO rows (id, parent) VALUES ('orphan', 'nobody')"));

        closeGate();
        writers.submit(good);
        writers.submit(orphan);
        gateOpen.countDown();

        assertThatThrownBy(() -> good.await(PATIENCE))
                .isInstanceOf(StorageUnavailable.class)
                .hasMessageContaining("unknown");
        assertThatThrownBy(() -> orphan.await(PATIENCE)).isInstanceOf(StorageUnavailable.class);
        assertThat(transactions).hasValue(1);
        assertThat(committed()).isEmpty();
    }

    @Test
    void a_connection_that_breaks_fails_the_batch_at_once_and_the_next_one_goes_on() throws InterruptedException {
        var good = inserting("good");
        var breaking = new UnitOfWork<>(handle -> handle.execute("SELECT pg_terminate_backend(pg_backend_pid())"));

        closeGate();
        writers.submit(good);
        writers.submit(breaking);
        gateOpen.countDown();

        assertThatThrownBy(() -> good.await(PATIENCE)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> breaking.await(PATIENCE)).isInstanceOf(RuntimeException.class);
        assertThat(transactions).hasValue(1);
        writers.write(handle -> handle.execute("INSERT INTO rows (id) VALUES ('later')"));
        assertThat(committed()).containsExactly("later");
    }

    @Test
    void a_unit_whose_caller_has_given_up_does_not_happen() throws InterruptedException {
        var abandoned = inserting("abandoned");
        var next = inserting("next");

        closeGate();
        writers.submit(abandoned);
        assertThatThrownBy(() -> abandoned.await(Duration.ZERO))
                .isInstanceOf(StorageUnavailable.class)
                .hasMessageContaining("nothing was written");
        writers.submit(next);
        gateOpen.countDown();
        next.await(PATIENCE);

        assertThat(committed()).containsExactly("next");
    }

    @Test
    void what_waits_is_finished_before_it_closes_and_nothing_is_taken_after() throws InterruptedException {
        var waiting = inserting("waiting");
        closeGate();
        writers.submit(waiting);
        gateOpen.countDown();

        writers.close();

        assertThat(waiting.isDone()).isTrue();
        assertThat(committed()).containsExactly("waiting");
        assertThatThrownBy(() -> writers.write(handle -> 1)).isInstanceOf(StorageUnavailable.class);
    }
}
