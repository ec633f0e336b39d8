package dev.authgate.server.sql;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of one transaction that are sent together: one round trip for each table instead of one for each row. */
final class KeptRows {
    private final Handle handle;
    private final Map<NewRow.Table, List<@Nullable Object[]>> rows = new EnumMap<>(NewRow.Table.class);

    KeptRows(Handle handle) {
        this.handle = handle;
    }

    Handle handle() {
        return handle;
    }

    void keep(NewRow row) {
        rows.computeIfAbsent(row.table(), table -> new ArrayList<>())
                .add(row.values().toArray());
    }

    /** Sends what is kept, parents before children. */
    void send() {
        rows.forEach(this::send);
        rows.clear();
    }

    private void send(NewRow.Table table, List<@Nullable Object[]> values) {
        table.insert().forEach(handle, values);
    }
}
