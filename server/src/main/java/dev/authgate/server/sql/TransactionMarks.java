package dev.authgate.server.sql;

import dev.authgate.server.storage.StorageUnavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The statements that begin and end a transaction on a held SQLite connection, which stays in autocommit mode for JDBC:
 * with autocommit off the driver begins the next transaction at once, and so keeps everybody else from writing.
 */
final class TransactionMarks {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionMarks.class);

    /** Not prepared: SQLite obeys this pragma when it compiles it, not when it runs it. */
    private final Statement flush;

    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement rollback;
    private final PreparedStatement savepoint;
    private final PreparedStatement rollbackTo;
    private final PreparedStatement releaseSavepoint;
    private boolean flushing = true;

    TransactionMarks(Connection connection) {
        try {
            flush = connection.createStatement();
            begin = connection.prepareStatement("BEGIN IMMEDIATE");
            commit = connection.prepareStatement("COMMIT");
            rollback = connection.prepareStatement("ROLLBACK");
            savepoint = connection.prepareStatement("SAVEPOINT unit");
            rollbackTo = connection.prepareStatement("ROLLBACK TO unit");
            releaseSavepoint = connection.prepareStatement("RELEASE unit");
        } catch (SQLException e) {
            throw new StorageUnavailable("The database cannot be prepared for writing", e);
        }
    }

    /**
     * Says whether the next commit waits for the disk. One that does not is written after all that was committed before it,
     * and lasts at the latest with the next one that does.
     */
    void flushing(boolean wanted) throws SQLException {
        if (wanted != flushing) {
            flush.execute(wanted ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            flushing = wanted;
        }
    }

    /** Takes the write lock now: a lock taken later, after a read, is not waited for. */
    void begin() throws SQLException {
        begin.execute();
    }

    void commit() throws SQLException {
        commit.execute();
    }

    /** Rolls back if there is anything: no transaction is open when it never began or SQLite ended it by itself. */
    void rollBack() {
        try {
            rollback.execute();
        } catch (SQLException e) {
            LOG.debug("Nothing to roll back", e);
        }
    }

    void save() throws SQLException {
        savepoint.execute();
    }

    void undo() throws SQLException {
        rollbackTo.execute();
    }

    void release() throws SQLException {
        releaseSavepoint.execute();
    }
}
