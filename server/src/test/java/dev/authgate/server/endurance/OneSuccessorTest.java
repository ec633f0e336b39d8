package dev.authgate.server.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.sql.DatabaseSettings;
import dev.authgate.server.sql.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("RFC 9700 section 4.14.2: a refresh token has one successor, on two servers over one PostgreSQL")
@Timeout(180)
final class OneSuccessorTest {
    /** On each of the two servers. */
    private static final int CALLERS = Integer.getInteger("endurance.refreshers", 50);

    private static final int ROUNDS = Integer.getInteger("endurance.refreshes", 5);
    private static final String LONG_GRACE = "5m";
    private static final String SHORT_GRACE = "1s";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** What a caller got whose server died before it answered. */
    private static final String NO_REPLY = "no reply";

    @TempDir
    private Path directory;

    @TempDir
    private Path otherDirectory;

    private DatabaseSettings database;
    private Rows rows;
    private ServerProcess one;
    private ServerProcess other;

    @BeforeEach
    void start() throws Exception {
        database = EmbeddedServer.newDatabase();
        one = ServerProcess.start(directory, rotating(LONG_GRACE));
        other = ServerProcess.start(otherDirectory, rotating(LONG_GRACE));
        rows = Rows.of(database);
    }

    @AfterEach
    void stop() throws Exception {
        rows.close();
        one.close();
        other.close();
    }

    private Map<String, String> rotating(String grace) {
        var settings = new HashMap<>(ServerProcess.settings(database));
        settings.put("ENABLE_TOKEN_ROTATION", "true");
        settings.put("REFRESH_TOKEN_GRACE", grace);
        return settings;
    }

    @Test
    void whoever_refreshes_at_the_same_moment() throws Exception {
        var current = firstRefreshToken();
        for (var round = 1; round <= ROUNDS; round++) {
            var successors = refreshTogether(current, () -> {});

            assertThat(successors).hasSize(2 * CALLERS);
            var successor = theOne(successors);
            assertThat(successor).startsWith("agr_").isNotEqualTo(current);
            assertThat(rows.refreshTokensOf(current)).isEqualTo(1L + round);
            assertThat(rows.accessTokensOf(current)).isEqualTo(1L + 2L * CALLERS * round);
            current = successor;
        }
    }

    @Test
    void whichever_server_is_killed_meanwhile() throws Exception {
        var current = firstRefreshToken();
        var answered = new AtomicInteger();

        var successors = refreshTogether(current, () -> {
            if (answered.incrementAndGet() == CALLERS / 5) {
                one.kill();
            }
        });

        assertThat(successors).contains(NO_REPLY);
        var told = new ArrayList<>(successors);
        told.removeIf(NO_REPLY::equals);
        told.add(refreshOn(other, current).member("refresh_token"));
        theOne(told);
        assertThat(rows.refreshTokensOf(current)).isEqualTo(2);
        assertThat(rows.grantStatus(current)).isEqualTo("active");
    }

    @Test
    void and_the_whole_family_ends_when_it_is_used_again_after_the_grace_time() throws Exception {
        var spent = firstRefreshToken();
        var family = refreshOn(one, spent);
        var successor = family.member("refresh_token");
        one.kill();
        assertThat(refreshOn(other, spent).member("refresh_token")).isEqualTo(successor);
        one = ServerProcess.start(directory, rotating(SHORT_GRACE));

        var replayed = refreshUntilRefused(one, spent, successor);

        assertThat(replayed.outcome()).isEqualTo("400 invalid_grant");
        assertThat(rows.grantStatus(spent)).isEqualTo("revoked");
        assertThat(rows.criticalReuses(spent)).isEqualTo(1);
        assertThat(rows.refreshTokensOf(spent)).isEqualTo(2);
        for (var server : List.of(one, other)) {
            assertThat(refreshOn(server, successor).outcome()).isEqualTo("400 invalid_grant");
            assertThat(refreshOn(server, spent).outcome()).isEqualTo("400 invalid_grant");
            try (var wire = server.connect()) {
                assertThat(Device.tokenInfo(wire, family.member("access_token")).outcome())
                        .isEqualTo("401 invalid_token");
            }
        }
        assertThat(rows.criticalReuses(spent)).isEqualTo(1);
    }

    private String firstRefreshToken() throws IOException {
        try (var wire = one.connect()) {
            var person = Person.signIn(wire);
            var codes = Device.codes(wire);
            person.approve(wire, codes);
            return Device.poll(wire, codes).member("refresh_token");
        }
    }

    /** What happens when a caller has been answered. */
    private interface Answered {
        void run() throws InterruptedException;
    }

    /** All callers refresh at the same moment, half of them on each server; the result is what each was given. */
    private List<String> refreshTogether(String token, Answered answered) throws Exception {
        var wires = IntStream.range(0, 2 * CALLERS)
                .mapToObj(caller -> (caller % 2 == 0 ? one : other).connect())
                .toList();
        try (var callers = new Workers(2 * CALLERS)) {
            for (var wire : wires) {
                assertThat(wire.get("/health/live").status()).isEqualTo(200);
            }
            return callers.run(caller -> refresh(wires.get(caller), token, answered));
        } finally {
            wires.forEach(Wire::close);
        }
    }

    /** A server that has hardly begun may be overloaded by so many and say so; then it is asked again, as it says. */
    private static String refresh(Wire wire, String token, Answered answered) throws InterruptedException {
        try {
            var reply = Device.refresh(wire, token);
            while (reply.outcome().equals("503 temporarily_unavailable")) {
                reply = Device.refresh(wire, token);
            }
            Unexpected.unless(reply.status() == 200, reply);
            answered.run();
            return reply.member("refresh_token");
        } catch (IOException e) {
            return NO_REPLY;
        }
    }

    private static String theOne(List<String> successors) {
        var different = new HashSet<>(successors);
        assertThat(different).hasSize(1);
        return different.iterator().next();
    }

    private static Reply refreshOn(ServerProcess server, String token) throws IOException {
        try (var wire = server.connect()) {
            return Device.refresh(wire, token);
        }
    }

    /** Within the grace time it is given its successor, and no other; so it may be asked for until that is over. */
    private static Reply refreshUntilRefused(ServerProcess server, String token, String successor) throws IOException {
        var giveUp = System.nanoTime() + LONGEST_WAIT.toNanos();
        var reply = refreshOn(server, token);
        while (reply.status() == 200) {
            assertThat(reply.member("refresh_token")).isEqualTo(successor);
            assertThat(System.nanoTime()).isLessThan(giveUp);
            Thread.onSpinWait();
            reply = refreshOn(server, token);
        }
        return reply;
    }
}
