package dev.authgate.server.life;

import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.client.Clients;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.token.Grants;
import dev.authgate.server.token.Tokens;
import dev.authgate.server.user.Users;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Where the server under test keeps things.
 *
 * @param sweeper what cleans them up
 */
record Stores(
        Users users,
        Clients clients,
        Grants grants,
        Tokens tokens,
        AuditTrail audit,
        Transactions transactions,
        Consumer<Instant> sweeper) {}
