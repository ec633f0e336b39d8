package dev.authgate.sdk.store;

import dev.authgate.sdk.OAuthException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps sessions between runs. An implementation is safe for many threads; one that several processes share excludes
 * them from each other in {@link #locked}.
 *
 * <p>Every method throws {@link OAuthException} with code {@code STORE} when the place cannot be read or written, or
 * is not safe; it never falls back to another place.
 *
 * <pre>{@code
 * TokenStore store = TokenStores.file("my-cli");
 * SessionKey key = new SessionKey(issuer, "my-cli", SessionKey.DEFAULT_PROFILE);
 * boolean known = store.load(key).isPresent();
 * boolean forgotten = store.locked(key, Duration.ofSeconds(5), () -> store.delete(key));   // no refresh in between
 * System.out.println(known + " " + forgotten + " " + store.list().size() + " left in " + store.description().location());
 * }</pre>
 */
public interface TokenStore {
    /** The session under this key, or nothing. */
    Optional<StoredSession> load(SessionKey key) throws OAuthException;

    /** Keeps the session. When this returns, a kill or a power cut leaves this session there, not half of it. */
    void save(SessionKey key, StoredSession session) throws OAuthException;

    /** Forgets the session; whether there was one. */
    boolean delete(SessionKey key) throws OAuthException;

    /** The keys of all sessions kept here. */
    List<SessionKey> list() throws OAuthException;

    /**
     * Does {@code work} while no other thread or process does work for the same key.
     *
     * @param atMost how long to wait for the others
     */
    <T> T locked(SessionKey key, Duration atMost, Work<T> work) throws OAuthException;

    /** Where the tokens are and what protects them. */
    StoreDescription description();

    /** Work that may fail as this library's calls do. */
    @FunctionalInterface
    interface Work<T> {
        /** Does it. */
        T run() throws OAuthException;
    }
}
