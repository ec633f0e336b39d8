package dev.authgate.bench.host;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The database of a server that is measured. */
public interface Store extends AutoCloseable {
    /** What an adapter may say of it, as {@code ${database_…}}. */
    Map<String, String> variables();

    /** Its name and version. */
    String description();

    /** Its own processes, beside the server's. */
    Set<Long> pids();

    /** The bytes that it takes on disk; negative when nobody knows. */
    long bytes() throws SQLException;

    /** A connection beside the server; null when there can be none. */
    @Nullable
    Connection connect() throws SQLException;

    @Override
    void close() throws IOException;
}
