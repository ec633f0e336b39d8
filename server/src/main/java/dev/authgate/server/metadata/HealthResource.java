package dev.authgate.server.metadata;

import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Says how the server is: the process alone, or the process and its database. */
public final class HealthResource {
    private final BooleanSupplier databaseAnswers;
    private final BooleanSupplier stopping;

    /**
     * Makes the answers.
     *
     * @param databaseAnswers asks the database, for a second at most
     * @param stopping whether the server is on its way out, and wants no more traffic
     */
    public HealthResource(BooleanSupplier databaseAnswers, BooleanSupplier stopping) {
        this.databaseAnswers = databaseAnswers;
        this.stopping = stopping;
    }

    /** The database is asked. */
    public Answer health(HttpRequest request) {
        var connected = databaseAnswers.getAsBoolean();
        var members = new LinkedHashMap<String, Object>();
        members.put("status", connected ? "healthy" : "unhealthy");
        members.put("database", connected ? "connected" : "disconnected");
        members.put("time", request.now().toString());
        return Answer.json(connected ? 200 : 503, members);
    }

    /** The process lives, whatever its database does: restarting it would not help. */
    public Answer live(HttpRequest request) {
        return Answer.json(200, Map.of("status", "alive", "time", request.now().toString()));
    }

    /** Ready for traffic. */
    public Answer ready(HttpRequest request) {
        var ready = !stopping.getAsBoolean() && databaseAnswers.getAsBoolean();
        return Answer.json(ready ? 200 : 503, Map.of("status", ready ? "ready" : "not ready"));
    }
}
