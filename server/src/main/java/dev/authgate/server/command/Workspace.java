package dev.authgate.server.command;

import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.client.Clients;
import dev.authgate.server.key.SigningKeys;
import dev.authgate.server.session.Sessions;
import dev.authgate.server.storage.SecretChecks;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.user.Users;

/** The open database of a command. */
public interface Workspace extends AutoCloseable {
    Transactions transactions();

    Users users();

    Clients clients();

    Sessions sessions();

    SigningKeys signingKeys();

    SecretChecks secretChecks();

    AuditTrail auditTrail();

    @Override
    void close();
}
