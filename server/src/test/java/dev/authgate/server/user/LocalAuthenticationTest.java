package dev.authgate.server.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.storage.MemoryTransactions;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.user.Authentication.Authenticated;
import dev.authgate.server.user.Authentication.Busy;
import dev.authgate.server.user.Authentication.Reason;
import dev.authgate.server.user.Authentication.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Signing in with a password that is kept here")
class LocalAuthenticationTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String PASSWORD = "three grey geese";

    private final MemoryUsers users = new MemoryUsers();
    private final PasswordHasher hasher = new PasswordHasher(1, Duration.ofSeconds(20));
    private final LocalAuthentication provider = new LocalAuthentication(users, hasher, new MemoryTransactions(users));
    private final User alice = User.local("u1", "Alice", hasher.hash(PASSWORD), Role.USER, NOON);

    @BeforeEach
    void addAlice() {
        users.add(alice);
    }

    @AfterEach
    void close() {
        hasher.close();
    }

    @Test
    void the_right_password_is_enough() {
        assertThat(provider.authenticate("alice", PASSWORD, Origin.local(), NOON))
                .isEqualTo(new Authenticated(alice));
    }

    @Test
    void a_wrong_password_is_rejected() {
        assertThat(provider.authenticate("alice", "four grey geese!", Origin.local(), NOON))
                .isEqualTo(new Rejected(Reason.WRONG_PASSWORD));
    }

    @Test
    void an_unknown_user_is_rejected() {
        assertThat(provider.authenticate("mallory", PASSWORD, Origin.local(), NOON))
                .isEqualTo(new Rejected(Reason.UNKNOWN_USER));
    }

    @Test
    void a_disabled_user_is_rejected_even_with_the_right_password() {
        users.replace(alice, alice.disabled());

        assertThat(provider.authenticate("alice", PASSWORD, Origin.local(), NOON))
                .isEqualTo(new Rejected(Reason.USER_DISABLED));
    }

    @Test
    void a_user_of_an_external_service_is_rejected() {
        users.add(new User("u2", "bob", null, Role.USER, true, null, null, "http_api", "7", NOON, NOON));

        assertThat(provider.authenticate("bob", PASSWORD, Origin.local(), NOON))
                .isEqualTo(new Rejected(Reason.PASSWORD_KEPT_ELSEWHERE));
    }

    /** The medians of a few runs in turn; a missing hash would be a difference of some 40 ms to less than one. */
    @Test
    void an_unknown_user_costs_the_time_of_a_wrong_password() throws Exception {
        var unknown = new long[7];
        var wrong = new long[7];
        for (int i = 0; i < unknown.length; i++) {
            unknown[i] = nanosOf(() -> provider.authenticate("mallory", "four grey geese!", Origin.local(), NOON));
            wrong[i] = nanosOf(() -> provider.authenticate("alice", "four grey geese!", Origin.local(), NOON));
        }

        assertThat((double) median(unknown) / median(wrong)).isBetween(0.4, 2.5);
    }

    private static long nanosOf(Callable<?> work) throws Exception {
        var start = System.nanoTime();
        work.call();
        return System.nanoTime() - start;
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    @Test
    void an_outdated_hash_is_upgraded_and_the_password_stays() {
        var imported = withBcrypt();

        var result = provider.authenticate("alice", PASSWORD, Origin.local(), NOON.plusSeconds(60));

        var stored = users.find("u1").orElseThrow();
        assertThat(stored.passwordHash()).startsWith("$argon2id$");
        assertThat(stored.passwordChangedAt()).isEqualTo(imported.passwordChangedAt());
        assertThat(result).isEqualTo(new Authenticated(stored));
        assertThat(provider.authenticate("alice", PASSWORD, Origin.local(), NOON))
                .isEqualTo(new Authenticated(stored));
    }

    @Test
    void a_wrong_password_upgrades_nothing() {
        var imported = withBcrypt();

        provider.authenticate("alice", "four grey geese!", Origin.local(), NOON);

        assertThat(users.find("u1")).contains(imported);
    }

    @Test
    void who_loses_the_race_to_upgrade_is_signed_in_all_the_same() {
        var imported = withBcrypt();
        var elsewhere = imported.rehashed(hasher.hash(PASSWORD));
        var transactions = new MemoryTransactions(users);
        var racing = new LocalAuthentication(users, hasher, overtaken(transactions, imported, elsewhere));

        var result = racing.authenticate("alice", PASSWORD, Origin.local(), NOON);

        assertThat(result).isEqualTo(new Authenticated(imported));
        assertThat(users.find("u1")).contains(elsewhere);
    }

    /** Another node replaces the row just before this one does. */
    private Transactions overtaken(Transactions transactions, User expected, User next) {
        return new Transactions() {
            @Override
            public <T> T inTransaction(Supplier<T> work) {
                users.replace(expected, next);
                return transactions.inTransaction(work);
            }
        };
    }

    @Test
    void a_busy_server_decides_nothing() {
        hasher.close();

        assertThat(provider.authenticate("alice", PASSWORD, Origin.local(), NOON))
                .isInstanceOf(Busy.class);
        assertThat(provider.authenticate("mallory", PASSWORD, Origin.local(), NOON))
                .isInstanceOf(Busy.class);
    }

    private User withBcrypt() {
        var hash = BcryptFunction.getInstance(Bcrypt.B, 4).hash(PASSWORD).getResult();
        var imported = alice.rehashed(hash);
        users.replace(alice, imported);
        return imported;
    }
}
