package dev.authgate.cli.command;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.store.MemoryTokenStore;
import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.StoreDescription;
import dev.authgate.sdk.store.StoredSession;
import dev.authgate.sdk.store.TokenStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A store that can be read but keeps nothing new. */
final class BrokenStore implements TokenStore {
    private final MemoryTokenStore before;

    BrokenStore() {
        this(new MemoryTokenStore());
    }

    BrokenStore(MemoryTokenStore before) {
        this.before = before;
    }

    @Override
    public Optional<StoredSession> load(SessionKey key) {
        return before.load(key);
    }

    @Override
    public void save(SessionKey key, StoredSession session) throws OAuthException {
        throw new OAuthException(OAuthException.Code.STORE, "the disk is full");
    }

    @Override
    public boolean delete(SessionKey key) throws OAuthException {
        throw new OAuthException(OAuthException.Code.STORE, "the disk is full");
    }

    @Override
    public List<SessionKey> list() {
        return before.list();
    }

    @Override
    public <T> T locked(SessionKey key, Duration atMost, Work<T> work) throws OAuthException {
        return before.locked(key, atMost, work);
    }

    @Override
    public StoreDescription description() {
        return before.description();
    }
}
