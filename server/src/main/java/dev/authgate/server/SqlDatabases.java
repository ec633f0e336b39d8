package dev.authgate.server;

import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.client.Clients;
import dev.authgate.server.command.Databases;
import dev.authgate.server.command.Workspace;
import dev.authgate.server.config.DatabaseAccess;
import dev.authgate.server.config.Settings;
import dev.authgate.server.key.SigningKeys;
import dev.authgate.server.session.Sessions;
import dev.authgate.server.sql.DatabaseSettings;
import dev.authgate.server.sql.Migrations;
import dev.authgate.server.sql.SqlStorage;
import dev.authgate.server.storage.SecretChecks;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.user.Users;

/** The databases of commands, for real. */
final class SqlDatabases implements Databases {
    static DatabaseSettings settings(DatabaseAccess access) {
        return new DatabaseSettings(access.url(), access.user(), access.password());
    }

    @Override
    public Workspace open(Settings settings) {
        return new Opened(SqlStorage.open(settings(settings.database()), SqlStorage.Purpose.COMMAND));
    }

    @Override
    public Tables tables(Settings settings) {
        var status = new Migrations(settings(settings.database())).status();
        return new Tables(status.current(), status.pending());
    }

    @Override
    public void migrate(Settings settings) {
        var migrations = new Migrations(settings(settings.database()));
        if (!migrations.isCurrent()) {
            migrations.migrate();
        }
    }

    /** An open database as commands see it. */
    private record Opened(SqlStorage storage) implements Workspace {
        @Override
        public Transactions transactions() {
            return storage.transactions();
        }

        @Override
        public Users users() {
            return storage.users();
        }

        @Override
        public Clients clients() {
            return storage.clients();
        }

        @Override
        public Sessions sessions() {
            return storage.sessions();
        }

        @Override
        public SigningKeys signingKeys() {
            return storage.signingKeys();
        }

        @Override
        public SecretChecks secretChecks() {
            return storage.secretChecks();
        }

        @Override
        public AuditTrail auditTrail() {
            return storage.auditTrail();
        }

        @Override
        public void close() {
            storage.close();
        }
    }
}
