package dev.authgate.server.sql;

import dev.authgate.server.oauth.SecretHash;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of one transaction that are sent together: one round trip for each table instead of one for each row. */
final class KeptRows {
    private static final HotStatement ANNOUNCE = new HotStatement(
            "SELECT pg_notify('" + PostgresNews.CHANNEL + "', code) FROM unnest(?::text[]) AS decided (code)");

    private final Handle handle;
    private final List<String> decided = new ArrayList<>();
    private final Map<NewRow.Table, List<List<@Nullable Object>>> rows = new EnumMap<>(NewRow.Table.class);

    KeptRows(Handle handle) {
        this.handle = handle;
    }

    Handle handle() {
        return handle;
    }

    void keep(NewRow row) {
        rows.computeIfAbsent(row.table(), table -> new ArrayList<>()).add(row.values());
    }

    /** Tells all nodes, once this is committed, that a request was decided. */
    void announce(SecretHash deviceCode) {
        decided.add(deviceCode.value());
    }

    /** Sends what is kept, parents before children. */
    void send() {
        rows.forEach(this::send);
        rows.clear();
        if (!decided.isEmpty()) {
            ANNOUNCE.findOne(handle, row -> true, (Object) decided.toArray(String[]::new));
            decided.clear();
        }
    }

    private void send(NewRow.Table table, List<List<@Nullable Object>> values) {
        table.insert().forEach(handle, values);
    }
}
