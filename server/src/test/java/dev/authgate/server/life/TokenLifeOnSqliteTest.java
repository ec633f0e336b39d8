package dev.authgate.server.life;

import com.codahale.metrics.MetricRegistry;
import dev.authgate.server.housekeeping.ExpirySweeper;
import dev.authgate.server.housekeeping.Retention;
import dev.authgate.server.sql.DatabaseSettings;
import dev.authgate.server.sql.SqlStorage;
import dev.authgate.server.storage.MemoryLeases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The life of a token, on SQLite")
final class TokenLifeOnSqliteTest extends TokenLifeContract {
    private static final Duration LONGEST_GRACE = Duration.ofSeconds(30);

    /** More than a life of 80 steps can fill. */
    private static final int BATCHES = 20;

    @TempDir
    private Path directory;

    private int databases;
    private @Nullable SqlStorage open;

    @Override
    int lives() {
        return Integer.getInteger("life.lives.sqlite", 15);
    }

    @Override
    boolean cleansUp() {
        return true;
    }

    /** Making the tables takes longer than a life. */
    @BeforeEach
    void make_a_database_to_copy() {
        SqlStorage.open(settings("empty.db"), SqlStorage.Purpose.SERVER).close();
    }

    private DatabaseSettings settings(String file) {
        return DatabaseSettings.of("jdbc:sqlite:" + directory.resolve(file));
    }

    @Override
    Stores newStores() throws Exception {
        close();
        var file = ++databases + ".db";
        Files.copy(directory.resolve("empty.db"), directory.resolve(file));
        var storage = SqlStorage.open(settings(file), SqlStorage.Purpose.SERVER);
        open = storage;
        return new Stores(
                storage.users(),
                storage.clients(),
                storage.grants(),
                storage.tokens(),
                storage.auditTrail(),
                storage.transactions(),
                now -> sweep(storage, now));
    }

    /** A fresh sweeper each time: one that found nothing left would rest for a minute. It removes a kind at a time. */
    private static void sweep(SqlStorage storage, Instant now) {
        var sweeper = new ExpirySweeper(
                storage.expired(),
                new Retention(Duration.ofDays(365), LONGEST_GRACE),
                new MemoryLeases(),
                new MetricRegistry(),
                () -> 0);
        for (var batch = 0; batch < BATCHES; batch++) {
            sweeper.accept(now);
        }
    }

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
        open = null;
    }
}
