package dev.authgate.server;

import com.codahale.metrics.health.HealthCheck;
import java.util.function.BooleanSupplier;

/** Whether the database answers, for the admin connector. */
final class DatabaseCheck extends HealthCheck {
    private final BooleanSupplier ping;

    DatabaseCheck(BooleanSupplier ping) {
        this.ping = ping;
    }

    @Override
    protected Result check() {
        return ping.getAsBoolean() ? Result.healthy() : Result.unhealthy("the database does not answer");
    }
}
