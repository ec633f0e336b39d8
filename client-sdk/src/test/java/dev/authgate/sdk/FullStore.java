package dev.authgate.sdk;

import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.StoreDescription;
import dev.authgate.sdk.store.StoredSession;
import dev.authgate.sdk.store.TokenStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A place without room. */
final class FullStore implements TokenStore {
    @Override
    public Optional<StoredSession> load(SessionKey key) {
        return Optional.empty();
    }

    @Override
    public void save(SessionKey key, StoredSession session) throws OAuthException {
        throw new OAuthException(OAuthException.Code.STORE, "the disk is full");
    }

    @Override
    public boolean delete(SessionKey key) {
        return false;
    }

    @Override
    public List<SessionKey> list() {
        return List.of();
    }

    @Override
    public <T> T locked(SessionKey key, Duration atMost, Work<T> work) throws OAuthException {
        return work.run();
    }

    @Override
    public StoreDescription description() {
        return new StoreDescription("full", "nowhere", "nobody can read it");
    }
}
