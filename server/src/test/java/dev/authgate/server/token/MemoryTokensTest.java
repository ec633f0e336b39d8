package dev.authgate.server.token;

import dev.authgate.server.client.Clients;
import dev.authgate.server.client.MemoryClients;
import dev.authgate.server.storage.Samples;
import dev.authgate.server.user.MemoryUsers;
import dev.authgate.server.user.Users;
import org.junit.jupiter.api.BeforeEach;

final class MemoryTokensTest extends TokensContract {
    private final MemoryUsers users = new MemoryUsers();
    private final MemoryClients clients = new MemoryClients();
    private final MemoryGrants grants = new MemoryGrants();
    private final MemoryTokens tokens = new MemoryTokens(grants, users, clients);

    @BeforeEach
    void know_the_people_and_things() {
        users.add(Samples.user("ann", "Ann"));
        users.add(Samples.user("bob", "Bob"));
        clients.add(Samples.client("tv"));
        clients.add(Samples.client("radio"));
    }

    @Override
    protected Tokens tokens() {
        return tokens;
    }

    @Override
    protected Grants grants() {
        return grants;
    }

    @Override
    protected Users users() {
        return users;
    }

    @Override
    protected Clients clients() {
        return clients;
    }
}
