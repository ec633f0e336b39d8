package dev.authgate.server.metadata;

import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Says how the server is: the process alone, or the process and its database. */
public final class HealthResource {
    private final BooleanSupplier databaseAnswers;
    private final BooleanSupplier stopping;
    private final Supplier<Map<String, String>> services;

    /**
     * Makes the answers.
     *
     * @param databaseAnswers asks the database, for a second at most
     * @param stopping whether the server is on its way out, and wants no more traffic
     * @param services how the external services are, by name
     */
    public HealthResource(
            BooleanSupplier databaseAnswers, BooleanSupplier stopping, Supplier<Map<String, String>> services) {
        this.databaseAnswers = databaseAnswers;
        this.stopping = stopping;
        this.services = services;
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

    /**
     * Ready for traffic. An external service that is away is told, and no reason to get none: local users sign in, devices
     * poll, and another node would fare no better.
     */
    public Answer ready(HttpRequest request) {
        var ready = !stopping.getAsBoolean() && databaseAnswers.getAsBoolean();
        var members = new LinkedHashMap<String, Object>();
        members.put("status", ready ? "ready" : "not ready");
        var states = services.get();
        if (!states.isEmpty()) {
            members.put("services", states);
        }
        return Answer.json(ready ? 200 : 503, members);
    }
}
