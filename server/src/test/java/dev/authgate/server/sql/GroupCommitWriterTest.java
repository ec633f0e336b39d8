package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.storage.StorageUnavailable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Group commit on SQLite")
final class GroupCommitWriterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CAPACITY = 4;

    /** As SQLite numbers {@code PRAGMA synchronous}. */
    private static final int NORMAL = 1;

    private static final int FULL = 2;

    private final CountDownLatch gateReached = new CountDownLatch(1);
    private final CountDownLatch gateOpen = new CountDownLatch(1);

    private SqliteFile file;
    private Handle handle;
    private Handle reader;
    private GroupCommitWriter writer;

    @BeforeEach
    void open(@TempDir Path directory) throws SQLException {
        file = SqliteFile.of(DatabaseSettings.of("jdbc:sqlite:" + directory.resolve("test.db")));
        file.prepare();
        handle = Handles.holding(file.openWriter());
        handle.execute("CREATE TABLE rows (id TEXT PRIMARY KEY, parent TEXT REFERENCES rows (id) DEFERRABLE"
                + " INITIALLY DEFERRED)");
        reader = Handles.holding(file.openReader());
        writer = new GroupCommitWriter(handle, CAPACITY, PATIENCE);
    }

    @AfterEach
    void close() throws SQLException {
        gateOpen.countDown();
        writer.close();
        reader.getConnection().close();
        handle.getConnection().close();
    }

    /** Keeps the writer busy, so that what is submitted until the gate opens becomes one batch. */
    private void closeGate() throws InterruptedException {
        writer.submit(new UnitOfWork<>(ignored -> {
            gateReached.countDown();
            awaitUninterrupted(gateOpen);
            return true;
        }));
        gateReached.await();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UnitOfWork<Integer> inserting(String id) {
        return new UnitOfWork<>(handle -> handle.execute("INSERT INTO rows (id) VALUES (?)", id));
    }

    private static int flushing(Handle handle) {
        return handle.createQuery("PRAGMA synchronous").mapTo(Integer.class).one();
    }

    private List<String> committed() {
        return reader.createQuery("SELECT id FROM rows ORDER BY id")
                .map((row, context) -> row.getString("id"))
                .list();
    }

    @Test
    void what_a_caller_was_told_is_committed() {
        writer.done(new UnitOfWork<>(handle -> handle.execute("INSERT INTO rows (id) VALUES ('a')")));

        assertThat(committed()).containsExactly("a");
    }

    @Test
    void nobody_is_told_before_the_whole_batch_is_committed() throws InterruptedException {
        var first = inserting("first");
        var seenBySecond = new ArrayList<Object>();
        var second = new UnitOfWork<>(handle -> {
            seenBySecond.add(first.isDone());
            seenBySecond.add(committed());
            return true;
        });

        closeGate();
        writer.submit(first);
        writer.submit(second);
        gateOpen.countDown();
        second.await(PATIENCE);

        assertThat(seenBySecond).containsExactly(false, List.of());
        assertThat(first.isDone()).isTrue();
        assertThat(committed()).containsExactly("first");
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
        List.of(before, failing, duplicate, after).forEach(writer::submit);
        gateOpen.countDown();

        assertThat(before.await(PATIENCE)).isEqualTo(1);
        assertThat(after.await(PATIENCE)).isEqualTo(1);
        assertThatThrownBy(() -> failing.await(PATIENCE)).hasMessage("on purpose");
        assertThatThrownBy(() -> duplicate.await(PATIENCE)).isInstanceOf(RuntimeException.class);
        assertThat(committed()).containsExactly("after", "before");
    }

    @Test
    void a_commit_that_fails_fails_everyone_in_the_batch_and_nobody_after() throws InterruptedException {
        var good = inserting("good");
        var orphan =
                new UnitOfWork<>(handle -> handle.execute("INSERT INTO rows (id, parent) VALUES ('orphan', 'nobody')"));

        closeGate();
        writer.submit(good);
        writer.submit(orphan);
        gateOpen.countDown();

        assertThatThrownBy(() -> good.await(PATIENCE)).isInstanceOf(StorageUnavailable.class);
        assertThatThrownBy(() -> orphan.await(PATIENCE)).isInstanceOf(StorageUnavailable.class);
        writer.done(new UnitOfWork<>(handle -> handle.execute("INSERT INTO rows (id) VALUES ('later')")));
        assertThat(committed()).containsExactly("later");
    }

    @Test
    void a_transaction_that_sqlite_rolled_back_by_itself_fails_everyone_in_the_batch() throws InterruptedException {
        var good = inserting("good");
        var undoing = new UnitOfWork<>(handle -> {
            handle.execute("ROLLBACK");
            throw new IllegalStateException("as when the disk is full");
        });
        var after = inserting("after");

        closeGate();
        List.of(good, undoing, after).forEach(writer::submit);
        gateOpen.countDown();

        assertThatThrownBy(() -> good.await(PATIENCE)).isInstanceOf(StorageUnavailable.class);
        assertThatThrownBy(() -> after.await(PATIENCE)).isInstanceOf(StorageUnavailable.class);
        assertThat(committed()).isEmpty();
    }

    @Test
    void what_finds_the_queue_full_is_refused_at_once() throws InterruptedException {
        closeGate();
        for (var i = 0; i < CAPACITY; i++) {
            writer.submit(inserting("row " + i));
        }

        assertThatThrownBy(() -> writer.done(new UnitOfWork<>(handle -> 1))).isInstanceOf(StorageUnavailable.class);
    }

    @Test
    void a_unit_whose_caller_has_given_up_does_not_happen() throws InterruptedException {
        var abandoned = inserting("abandoned");
        var next = inserting("next");

        closeGate();
        writer.submit(abandoned);
        assertThatThrownBy(() -> abandoned.await(Duration.ZERO))
                .isInstanceOf(StorageUnavailable.class)
                .hasMessageContaining("nothing was written");
        writer.submit(next);
        gateOpen.countDown();
        next.await(PATIENCE);

        assertThat(committed()).containsExactly("next");
    }

    @Test
    void what_waits_is_finished_before_it_closes_and_nothing_is_taken_after() throws InterruptedException {
        var waiting = inserting("waiting");
        closeGate();
        writer.submit(waiting);
        gateOpen.countDown();

        writer.close();

        assertThat(waiting.isDone()).isTrue();
        assertThat(committed()).containsExactly("waiting");
        assertThatThrownBy(() -> writer.done(new UnitOfWork<>(handle -> 1))).isInstanceOf(StorageUnavailable.class);
    }

    @Test
    void between_batches_others_may_write() throws SQLException {
        writer.done(new UnitOfWork<>(handle -> handle.execute("INSERT INTO rows (id) VALUES ('ours')")));

        try (var other = file.openWriter();
                var statement = other.createStatement()) {
            statement.execute("INSERT INTO rows (id) VALUES ('theirs')");
        }

        assertThat(committed()).containsExactly("ours", "theirs");
    }

    @Test
    void what_may_be_lost_does_not_wait_for_the_disk_and_what_must_last_does() {
        assertThat(writer.done(new UnitOfWork<>(GroupCommitWriterTest::flushing)))
                .isEqualTo(FULL);
        assertThat(writer.done(UnitOfWork.thatMayBeLost(GroupCommitWriterTest::flushing)))
                .isEqualTo(NORMAL);
        assertThat(writer.done(new UnitOfWork<>(GroupCommitWriterTest::flushing)))
                .isEqualTo(FULL);
    }

    @Test
    void a_batch_with_one_unit_that_must_last_waits_for_the_disk() throws InterruptedException {
        closeGate();
        var mayBeLost = UnitOfWork.thatMayBeLost(GroupCommitWriterTest::flushing);
        writer.submit(mayBeLost);
        writer.submit(inserting("a"));
        gateOpen.countDown();
        assertThat(mayBeLost.await(PATIENCE)).isEqualTo(FULL);
    }
}
