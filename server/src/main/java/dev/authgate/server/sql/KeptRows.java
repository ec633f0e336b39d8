package dev.authgate.server.sql;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Rows of one transaction that are sent together: one round trip for each table instead of one for each row. */
final class KeptRows {
    private final Handle handle;
    private final Map<NewRow.Table, List<Consumer<SqlStatement<?>>>> rows = new EnumMap<>(NewRow.Table.class);

    KeptRows(Handle handle) {
        this.handle = handle;
    }

    Handle handle() {
        return handle;
    }

    void keep(NewRow row) {
        rows.computeIfAbsent(row.table(), table -> new ArrayList<>()).add(row.values());
    }

    /** Sends what is kept, parents before children. */
    void send() {
        rows.forEach(this::send);
        rows.clear();
    }

    private void send(NewRow.Table table, List<Consumer<SqlStatement<?>>> values) {
        var batch = handle.prepareBatch(table.insert());
        for (var row : values) {
            row.accept(batch);
            batch.add();
        }
        batch.execute();
    }
}
