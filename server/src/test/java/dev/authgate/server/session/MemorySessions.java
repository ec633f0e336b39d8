package dev.authgate.server.session;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.MemoryRows;
import dev.authgate.server.storage.Rewindable;
import dev.authgate.server.user.Users;
import java.time.Instant;
import java.util.Optional;

/** Browser sessions in memory. */
public final class MemorySessions implements Sessions, Rewindable {
    private final MemoryRows<SecretHash, Session> rows = new MemoryRows<>();
    private final Users users;

    /** Sessions of these users. */
    public MemorySessions(Users users) {
        this.users = users;
    }

    @Override
    public void add(Session session) {
        if (!rows.add(session.id(), session, other -> false)) {
            throw new IllegalStateException("There is a session with this id");
        }
    }

    @Override
    public Optional<Session> find(SecretHash id) {
        return rows.find(id);
    }

    @Override
    public Optional<SignedInUser> findWithUser(SecretHash id) {
        return find(id).flatMap(session -> users.find(session.userId()).map(user -> new SignedInUser(session, user)));
    }

    @Override
    public void touch(SecretHash id, Instant now) {
        rows.replace(
                id,
                session -> true,
                session -> new Session(id, session.userId(), session.signedInAt(), now, session.expiresAt()));
    }

    @Override
    public boolean remove(SecretHash id) {
        return rows.remove(id);
    }

    @Override
    public int removeAllOf(String userId) {
        return rows.removeIf(session -> session.userId().equals(userId));
    }

    @Override
    public Runnable remember() {
        return rows.remember();
    }
}
