package dev.authgate.server.sql;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row on its way into a table.
 *
 * @param values in the order of the table's statement
 */
record NewRow(Table table, List<@Nullable Object> values) {
    static NewRow of(Table table, @Nullable Object... values) {
        return new NewRow(table, Arrays.asList(values));
    }

    /** The tables whose rows are added this way, in the order in which their foreign keys allow it. */
    enum Table {
        DEVICE_AUTHORIZATIONS(
                "INSERT INTO device_authorizations (id, device_code, user_code, client_id, scopes, status,"
                        + " user_id, device_name, user_agent, address, created_at, expires_at, decided_at, interval_ms)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        GRANTS("INSERT INTO grants (id, user_id, client_id, scopes, status, device_name, user_agent, address,"
                + " created_at, last_used_at, last_address, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        ACCESS_TOKENS(
                "INSERT INTO access_tokens (hash, grant_id, scopes, issued_at, expires_at) VALUES (?, ?, ?, ?, ?)"),
        REFRESH_TOKENS(
                "INSERT INTO refresh_tokens (hash, grant_id, scopes, issued_at, expires_at) VALUES (?, ?, ?, ?, ?)"),
        AUDIT_EVENTS("INSERT INTO audit_events (id, at, type, severity, address, user_agent, request_id, actor,"
                + " client_id, target, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

        private final String insert;

        Table(String insert) {
            this.insert = insert;
        }

        HotStatement insert() {
            return new HotStatement(insert);
        }
    }
}
