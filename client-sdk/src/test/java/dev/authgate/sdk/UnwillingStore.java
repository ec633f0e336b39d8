package dev.authgate.sdk;

import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.store.MemoryTokenStore;
import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.StoreDescription;
import dev.authgate.sdk.store.StoredSession;
import dev.authgate.sdk.store.TokenStore;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store that refuses what the test names, or breaks. */
final class UnwillingStore implements TokenStore {
    final MemoryTokenStore inside = new MemoryTokenStore();
    final Set<Call> refused = EnumSet.noneOf(Call.class);

    enum Call {
        LOAD,
        SAVE,
        SAVE_BY_BREAKING,
        DELETE,
        LOCK
    }

    private void refuse(Call call) throws OAuthException {
        if (refused.contains(call)) {
            throw new OAuthException(Code.STORE, "the disk is full of " + call);
        }
    }

    @Override
    public Optional<StoredSession> load(SessionKey key) throws OAuthException {
        refuse(Call.LOAD);
        return inside.load(key);
    }

    @Override
    public void save(SessionKey key, StoredSession session) throws OAuthException {
        refuse(Call.SAVE);
        if (refused.contains(Call.SAVE_BY_BREAKING)) {
            throw new IllegalStateException("broken");
        }
        inside.save(key, session);
    }

    @Override
    public boolean delete(SessionKey key) throws OAuthException {
        refuse(Call.DELETE);
        return inside.delete(key);
    }

    @Override
    public List<SessionKey> list() {
        return inside.list();
    }

    @Override
    public <T> T locked(SessionKey key, Duration atMost, Work<T> work) throws OAuthException {
        refuse(Call.LOCK);
        return inside.locked(key, atMost, work);
    }

    @Override
    public StoreDescription description() {
        return inside.description();
    }
}
