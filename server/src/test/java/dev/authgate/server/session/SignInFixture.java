package dev.authgate.server.session;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.MemoryAuditTrail;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.MemoryTransactions;
import dev.authgate.server.user.AuthenticationProvider;
import dev.authgate.server.user.LocalAuthentication;
import dev.authgate.server.user.MemoryUsers;
import dev.authgate.server.user.PasswordHasher;
import dev.authgate.server.user.PasswordPolicy;
import dev.authgate.server.user.Role;
import dev.authgate.server.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server's worth of signing in, over stores in memory, with one user who can. */
final class SignInFixture implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    static final String PASSWORD = "three grey geese";
    static final String WRONG = "four green geese";
    static final Origin HOME = new Origin("203.0.113.9", "Firefox", "r1");

    /** Computed once: it is the slow part of the tests. */
    private static final String HASH = hashOfPassword();

    final MemoryUsers users = new MemoryUsers();
    final MemorySessions sessions = new MemorySessions(users);
    final MemoryAttempts attempts = new MemoryAttempts();
    final MemoryAuditTrail audit = new MemoryAuditTrail();
    final MemoryTransactions transactions = new MemoryTransactions(users, sessions, attempts, audit);
    final SessionStores stores = new SessionStores(transactions, users, sessions, audit);
    final PasswordHasher hasher = new PasswordHasher();
    final AttemptSubjects subjects = new AttemptSubjects(MasterSecret.of("a secret of at least thirty-two bytes"));
    final SignInLimits limits = new SignInLimits(AttemptLimits.on(attempts), subjects);
    final SessionSettings settings = new SessionSettings(Duration.ofDays(7), Duration.ofHours(1));
    final SessionStart start = new SessionStart(sessions, new Secrets(), settings);
    final SessionLookup lookup = new SessionLookup(stores, settings);
    final RememberedEndings devices = new RememberedEndings();
    final User alice = User.local("u1", "Alice", HASH, Role.USER, NOON.minusSeconds(3600));

    private static String hashOfPassword() {
        try (var hasher = new PasswordHasher()) {
            return hasher.hash(PASSWORD);
        }
    }

    SignInFixture() {
        users.add(alice);
    }

    SignIn signIn() {
        return signIn(new LocalAuthentication(users, hasher, transactions));
    }

    SignIn signIn(AuthenticationProvider provider) {
        return new SignIn(stores, provider, limits, start);
    }

    PasswordChange passwordChange() {
        return new PasswordChange(
                stores, new PasswordChange.Rules(hasher, PasswordPolicy.standard(), limits), start, devices);
    }

    /** A session of Alice's that began at noon. */
    StartedSession session() {
        return start.start(users.find("u1").orElseThrow(), NOON);
    }

    int failuresOfAccount(String username) {
        return failures(subjects.account("sign-in", username));
    }

    int failuresOfNetwork() {
        return failures(subjects.network("sign-in", HOME.address()));
    }

    private int failures(String subject) {
        return attempts.find(subject).map(Attempts.Count::failures).orElse(0);
    }

    List<AuditEvent> events(EventType type) {
        return audit.events().stream().filter(event -> event.type() == type).toList();
    }

    static User external(String id, String name, @Nullable String externalId, Instant createdAt) {
        return new User(id, name, null, Role.USER, true, null, null, "http_api", externalId, createdAt, createdAt);
    }

    /** Remembers whose devices were ended. */
    static final class RememberedEndings implements ConnectedDevices {
        final List<String> endedOf = new ArrayList<>();

        @Override
        public void endAllOf(User user, Origin origin, Instant now) {
            endedOf.add(user.id());
        }
    }

    @Override
    public void close() {
        hasher.close();
    }
}
