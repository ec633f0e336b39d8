package dev.authgate.server.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.AuditTrailContract;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Clients;
import dev.authgate.server.client.ClientsContract;
import dev.authgate.server.device.DeviceAuthorizations;
import dev.authgate.server.device.DeviceAuthorizationsContract;
import dev.authgate.server.key.SigningKeys;
import dev.authgate.server.key.SigningKeysContract;
import dev.authgate.server.session.Attempts;
import dev.authgate.server.session.AttemptsContract;
import dev.authgate.server.session.Sessions;
import dev.authgate.server.session.SessionsContract;
import dev.authgate.server.storage.Leases;
import dev.authgate.server.storage.LeasesContract;
import dev.authgate.server.storage.SecretChecks;
import dev.authgate.server.storage.SecretChecksContract;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.storage.TransactionsContract;
import dev.authgate.server.token.Grants;
import dev.authgate.server.token.GrantsContract;
import dev.authgate.server.token.Tokens;
import dev.authgate.server.token.TokensContract;
import dev.authgate.server.user.Users;
import dev.authgate.server.user.UsersContract;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** The contracts of all stores, for one database. */
abstract class SqlStoresContract {
    abstract SqlStorage storage();

    @Nested
    class ClientsTest extends ClientsContract {
        @Override
        protected Clients clients() {
            return storage().clients();
        }
    }

    @Nested
    class UsersTest extends UsersContract {
        @Override
        protected Users users() {
            return storage().users();
        }
    }

    @Nested
    class SessionsTest extends SessionsContract {
        @Override
        protected Sessions sessions() {
            return storage().sessions();
        }

        @Override
        protected Users users() {
            return storage().users();
        }
    }

    @Nested
    class AttemptsTest extends AttemptsContract {
        @Override
        protected Attempts attempts() {
            return storage().attempts();
        }
    }

    @Nested
    class LeasesTest extends LeasesContract {
        @Override
        protected Leases leases() {
            return storage().leases();
        }
    }

    @Nested
    class ExpiredTest extends ExpiredContract {
        @Override
        SqlStorage storage() {
            return SqlStoresContract.this.storage();
        }
    }

    @Nested
    class SigningKeysTest extends SigningKeysContract {
        @Override
        protected SigningKeys keys() {
            return storage().signingKeys();
        }
    }

    @Nested
    class GrantsTest extends GrantsContract {
        @Override
        protected Grants grants() {
            return storage().grants();
        }
    }

    @Nested
    class TokensTest extends TokensContract {
        @Override
        protected Grants grants() {
            return storage().grants();
        }

        @Override
        protected Tokens tokens() {
            return storage().tokens();
        }

        @Override
        protected Users users() {
            return storage().users();
        }

        @Override
        protected Clients clients() {
            return storage().clients();
        }
    }

    @Nested
    class DeviceAuthorizationsTest extends DeviceAuthorizationsContract {
        @Override
        protected DeviceAuthorizations authorizations() {
            return storage().deviceAuthorizations();
        }
    }

    @Nested
    class SecretChecksTest extends SecretChecksContract {
        @Override
        protected SecretChecks checks() {
            return storage().secretChecks();
        }
    }

    @Nested
    class TransactionsTest extends TransactionsContract {
        @Override
        protected Transactions transactions() {
            return storage().transactions();
        }

        @Override
        protected SecretChecks checks() {
            return storage().secretChecks();
        }
    }

    @Nested
    class AuditTrailTest extends AuditTrailContract {
        @Override
        protected AuditTrail trail() {
            return storage().auditTrail();
        }

        @Override
        protected List<AuditEvent> recorded(EventType type) {
            return storage().engine().read(handle -> handle.createQuery(
                            "SELECT * FROM audit_events WHERE type = ? ORDER BY id")
                    .bind(0, Columns.name(type))
                    .map((row, context) -> event(row))
                    .list());
        }

        private static AuditEvent event(ResultSet row) throws SQLException {
            return new AuditEvent(
                    Columns.constant(EventType.class, row, "type"),
                    Columns.instant(row, "at"),
                    new Origin(
                            Columns.text(row, "address"),
                            Columns.optionalText(row, "user_agent"),
                            Columns.text(row, "request_id")),
                    Columns.optionalText(row, "actor"),
                    Columns.optionalText(row, "client_id"),
                    Columns.optionalText(row, "target"),
                    details(Columns.text(row, "details")));
        }

        private static Map<String, String> details(String json) {
            try {
                return new ObjectMapper().readValue(json, new TypeReference<>() {});
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
