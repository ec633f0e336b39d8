package dev.authgate.server.life;

import dev.authgate.server.audit.MemoryAuditTrail;
import dev.authgate.server.client.MemoryClients;
import dev.authgate.server.storage.MemoryTransactions;
import dev.authgate.server.token.MemoryGrants;
import dev.authgate.server.token.MemoryTokens;
import dev.authgate.server.user.MemoryUsers;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The life of a token, in memory")
final class TokenLifeInMemoryTest extends TokenLifeContract {
    @Override
    int lives() {
        return Integer.getInteger("life.lives", 300);
    }

    @Override
    boolean cleansUp() {
        return false;
    }

    @Override
    Stores newStores() {
        var users = new MemoryUsers();
        var clients = new MemoryClients();
        var grants = new MemoryGrants();
        var tokens = new MemoryTokens(grants, users, clients);
        var audit = new MemoryAuditTrail();
        return new Stores(
                users, clients, grants, tokens, audit, new MemoryTransactions(grants, tokens, audit), now -> {});
    }
}
