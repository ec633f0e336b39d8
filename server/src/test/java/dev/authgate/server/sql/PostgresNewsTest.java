package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.device.DecisionNews;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.sql.SqlStorage.Purpose;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("News of decisions between nodes on one PostgreSQL")
final class PostgresNewsTest {
    private static final SecretHash CODE = SecretHash.of("a device code");
    private static final SecretHash OTHER = SecretHash.of("another device code");
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<SecretHash> heard = new LinkedBlockingQueue<>();
    private @Nullable SqlStorage opened;

    @BeforeEach
    void open() throws SQLException {
        opened = SqlStorage.open(EmbeddedServer.newDatabase(), Purpose.SERVER);
    }

    @AfterEach
    void close() {
        storage().close();
    }

    private SqlStorage storage() {
        if (opened == null) {
            throw new IllegalStateException("Only in a test");
        }
        return opened;
    }

    private void announce(SecretHash code) {
        storage().transactions().inTransaction(() -> {
            storage().decisionNews().announce(code);
            return true;
        });
    }

    /** Announces until it is heard: nobody knows when listening has begun. */
    private void awaitListening() throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        do {
            assertThat(System.nanoTime()).isLessThan(end);
            announce(OTHER);
        } while (heard.poll(50, TimeUnit.MILLISECONDS) == null);
    }

    /** The next that is heard, of those that are not for {@link #awaitListening}. */
    private @Nullable SecretHash next() throws InterruptedException {
        var next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (OTHER.equals(next)) {
            next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return next;
    }

    private long listeners() {
        return storage().engine().read(handle -> handle.createQuery(
                        "SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname ="
                                + " current_database()")
                .map((row, context) -> row.getLong("n"))
                .one());
    }

    @Test
    void are_heard_when_the_decision_is_committed() throws Exception {
        try (var listening = storage().decisionNews().listen(heard::add, Clock.systemUTC())) {
            awaitListening();

            announce(CODE);

            assertThat(next()).isEqualTo(CODE);
            assertThat(listening).isNotNull();
        }
    }

    @Test
    void are_never_heard_of_a_decision_that_was_undone() throws Exception {
        try (var listening = storage().decisionNews().listen(heard::add, Clock.systemUTC())) {
            awaitListening();

            assertThatThrownBy(() -> storage().transactions().inTransaction(() -> {
                        storage().decisionNews().announce(SecretHash.of("undone"));
                        throw new IllegalStateException("undone");
                    }))
                    .hasMessage("undone");
            announce(CODE);

            assertThat(next()).isEqualTo(CODE);
            assertThat(listening).isNotNull();
        }
    }

    @Test
    void have_all_been_heard_when_that_is_said() throws Exception {
        var complete = new LinkedBlockingQueue<Instant>();
        var ear = new DecisionNews.Ear() {
            @Override
            public void heard(SecretHash deviceCode) {
                heard.add(deviceCode);
            }

            @Override
            public void completeTo(Instant moment) {
                complete.add(moment);
            }
        };
        try (var listening = storage().decisionNews().listen(ear, Clock.systemUTC())) {
            assertThat(complete.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();

            announce(CODE);
            var announced = Instant.now();

            var said = complete.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            while (said != null && said.isBefore(announced)) {
                said = complete.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            assertThat(said).isNotNull();
            assertThat(heard).containsExactly(CODE);
            assertThat(listening).isNotNull();
        }
    }

    @Test
    void are_heard_again_after_the_connection_broke() throws Exception {
        try (var listening = storage().decisionNews().listen(heard::add, Clock.systemUTC())) {
            awaitListening();

            var ended = storage().engine().read(handle -> handle.createQuery(
                            "SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity"
                                    + " WHERE pid <> pg_backend_pid() AND application_name = 'authgate'"
                                    + " AND datname = current_database() AND query LIKE 'LISTEN%'")
                    .map((row, context) -> row.getBoolean("ended"))
                    .list());
            assertThat(ended).containsExactly(true);
            awaitListening();
            announce(CODE);

            assertThat(next()).isEqualTo(CODE);
            assertThat(listening).isNotNull();
        }
    }

    @Test
    void are_heard_no_more_and_hold_no_connection_when_listening_ends() throws Exception {
        var listening = storage().decisionNews().listen(heard::add, Clock.systemUTC());
        awaitListening();
        assertThat(listeners()).isEqualTo(1);

        listening.close();

        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (listeners() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(listeners()).isZero();
        heard.clear();
        announce(CODE);
        assertThat(heard).isEmpty();
    }
}
