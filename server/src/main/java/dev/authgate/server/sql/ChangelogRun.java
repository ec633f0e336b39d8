package dev.authgate.server.sql;

import java.sql.Connection;
import java.util.Map;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** One run of Liquibase. The only class that names it, so that a start with a current database does not load it. */
final class ChangelogRun {
    private final Connection connection;
    private final String changelog;

    /** The caller holds a lock that no other run can hold, and closes the connection. */
    ChangelogRun(Connection connection, String changelog) {
        this.connection = connection;
        this.changelog = changelog;
    }

    /** Standard output belongs to the caller, so what Liquibase says goes to the log; and it sends nobody statistics. */
    void run() {
        try {
            Scope.child(
                    Map.of(Scope.Attr.ui.name(), new LoggerUIService(), "liquibase.analytics.enabled", false),
                    this::update);
        } catch (Exception e) {
            throw new IllegalStateException("The database could not be migrated: " + e.getMessage(), e);
        }
    }

    private void update() throws Exception {
        var database = DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        // Not closed: that would close the connection, and with it the lock.
        @SuppressWarnings("resource")
        var liquibase = new Liquibase(changelog, new ClassLoaderResourceAccessor(), database);
        liquibase.setShowSummary(UpdateSummaryEnum.OFF);
        liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
        liquibase.update(new Contexts());
    }
}
