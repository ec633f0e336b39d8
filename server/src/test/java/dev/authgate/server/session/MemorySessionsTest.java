package dev.authgate.server.session;

import dev.authgate.server.storage.Samples;
import dev.authgate.server.user.MemoryUsers;
import dev.authgate.server.user.Users;
import org.junit.jupiter.api.BeforeEach;

final class MemorySessionsTest extends SessionsContract {
    private final MemoryUsers users = new MemoryUsers();
    private final MemorySessions sessions = new MemorySessions(users);

    @BeforeEach
    void ann_is_there() {
        users.add(Samples.user("ann", "Ann"));
    }

    @Override
    protected Sessions sessions() {
        return sessions;
    }

    @Override
    protected Users users() {
        return users;
    }
}
