package dev.authgate.sdk.store;

import dev.authgate.sdk.OAuthException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps sessions until the program ends. Each instance is a place of its own.
 *
 * <pre>{@code
 * TokenStore store = new MemoryTokenStore();
 * OAuthClient client = OAuthClient.builder(issuer, "my-cli").store(store).build();
 * System.out.println(store.description().protection());   // Gone when the program ends; …
 * }</pre>
 */
public final class MemoryTokenStore implements TokenStore {
    private final Map<SessionKey, StoredSession> sessions = new ConcurrentHashMap<>();
    private final Map<SessionKey, ThreadLock> locks = new ConcurrentHashMap<>();

    /** An empty store. */
    public MemoryTokenStore() {}

    @Override
    public Optional<StoredSession> load(SessionKey key) {
        return Optional.ofNullable(sessions.get(key));
    }

    @Override
    public void save(SessionKey key, StoredSession session) {
        sessions.put(key, session);
    }

    @Override
    public boolean delete(SessionKey key) {
        return sessions.remove(key) != null;
    }

    @Override
    public List<SessionKey> list() {
        return List.copyOf(sessions.keySet());
    }

    @Override
    public <T> T locked(SessionKey key, Duration atMost, Work<T> work) throws OAuthException {
        return locks.computeIfAbsent(key, one -> new ThreadLock("the session in memory"))
                .whileHeld(atMost, work);
    }

    @Override
    public StoreDescription description() {
        return new StoreDescription(
                "memory", "this process", "Gone when the program ends; nothing is written to a disk.");
    }
}
