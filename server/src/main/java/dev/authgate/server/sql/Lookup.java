package dev.authgate.server.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * A question about one row that its keys name, such as the token of a hash. It can be asked for one, or with one statement
 * for many at a time, where each round trip costs.
 */
final class Lookup<T> {
    /** How the number of the asker is called in the rows for many. */
    private static final String ASKER = "asker";

    private final HotStatement forOne;
    private final HotStatement forMany;
    private final int keys;
    private final HotStatement.Row<T> reader;

    /**
     * Makes the question.
     *
     * @param sql answers it, with a {@code ?} for each key; there must be one row at most
     * @param reader reads that row
     */
    Lookup(String sql, HotStatement.Row<T> reader) {
        this.forOne = new HotStatement(sql);
        this.keys = sql.length() - sql.replace("?", "").length();
        this.forMany = new HotStatement(forMany(sql, keys));
        this.reader = reader;
    }

    /** Each set of keys has a number, and the row that it leads to is joined to that number. */
    private static String forMany(String sql, int keys) {
        var lists = new ArrayList<String>();
        var names = new ArrayList<String>();
        var question = sql;
        for (var i = 1; i <= keys; i++) {
            lists.add("?::text[]");
            names.add("key" + i);
            question = question.replaceFirst("\\?", "asked.key" + i);
        }
        return "SELECT asked." + ASKER + ", answer.* FROM unnest(" + String.join(", ", lists)
                + ") WITH ORDINALITY AS asked (" + String.join(", ", names) + ", " + ASKER + ") CROSS JOIN LATERAL ("
                + question + ") AS answer";
    }

    /** The statement for one. */
    String sql() {
        return forOne.sql();
    }

    /** The statement for many, which SQLite does not know and does not need. */
    String sqlForMany() {
        return forMany.sql();
    }

    /** Asks for one row, on this handle. */
    Optional<T> one(Handle handle, String... of) {
        return forOne.findOne(handle, reader, (Object[]) of);
    }

    /** What reads the row. */
    HotStatement.Row<T> reader() {
        return reader;
    }

    /** Asks for all of these with one statement, and tells each what there is. */
    void all(Connection connection, List<? extends Asked<?>> askers) throws SQLException {
        if (askers.size() == 1) {
            var alone = askers.get(0);
            forOne.forEachRow(connection, alone::read, (Object[]) alone.keys());
        } else {
            together(connection, askers);
        }
        askers.forEach(Asked::end);
    }

    private void together(Connection connection, List<? extends Asked<?>> askers) throws SQLException {
        var lists =
                IntStream.range(0, keys).mapToObj(place -> keys(askers, place)).toArray();
        forMany.forEachRow(connection, row -> askers.get(row.getInt(ASKER) - 1).read(row), lists);
    }

    private static String[] keys(List<? extends Asked<?>> askers, int place) {
        return askers.stream().map(asked -> asked.keys()[place]).toArray(String[]::new);
    }
}
