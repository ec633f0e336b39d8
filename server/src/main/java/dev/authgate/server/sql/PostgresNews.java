package dev.authgate.server.sql;

import dev.authgate.server.device.DecisionNews;
import dev.authgate.server.oauth.SecretHash;
import java.time.Clock;

/** News of decisions by {@code NOTIFY}: PostgreSQL delivers them when the transaction commits, and only then. */
final class PostgresNews implements DecisionNews {
    static final String CHANNEL = "authgate_decisions";

    private final PostgresEngine engine;
    private final DatabaseSettings settings;

    PostgresNews(PostgresEngine engine, DatabaseSettings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /** What is kept of a device code is no secret: nobody gets tokens for it. */
    @Override
    public void announce(SecretHash deviceCode) {
        engine.announce(deviceCode);
    }

    @Override
    public Listening listen(Ear ear, Clock clock) {
        return PostgresListener.start(settings, ear, clock);
    }
}
