package dev.authgate.server.sql;

import java.sql.Connection;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.TemplateEngine;

/** Makes JDBI handles with the settings that all of them share. */
final class Handles {
    private Handles() {}

    /** Handles on connections that are borrowed for a moment. */
    static Jdbi over(ConnectionFactory connections) {
        return configured(Jdbi.create(connections));
    }

    /** A handle that keeps its connection, and the statements prepared on it. */
    static Handle holding(Connection connection) {
        var jdbi = configured(Jdbi.create(connection));
        jdbi.setStatementBuilderFactory(ignored -> new HeldStatements());
        return jdbi.open();
    }

    /** The SQL is no template, and exceptions name no values: they may be hashes, and end in logs. */
    private static Jdbi configured(Jdbi jdbi) {
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        jdbi.registerArgument(new StorableText());
        return jdbi;
    }
}
