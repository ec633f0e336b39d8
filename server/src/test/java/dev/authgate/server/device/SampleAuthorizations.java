package dev.authgate.server.device;

import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import java.time.Duration;
import java.time.Instant;

/** Device authorizations for tests. */
public final class SampleAuthorizations {
    private SampleAuthorizations() {}

    /** One that waits: thirty minutes long, five seconds between polls. */
    public static DeviceAuthorization waiting(Instant now) {
        return waiting("authorization-1", "device-code-1", now);
    }

    public static DeviceAuthorization waiting(String id, String deviceCode, Instant now) {
        return new DeviceAuthorization(
                id,
                SecretHash.of(deviceCode),
                "user-code-hash-of-" + id,
                "client-1",
                Scopes.parse("read write"),
                DeviceAuthorization.Status.PENDING,
                null,
                "alex-laptop",
                "acme-deploy/2.4.1",
                "203.0.113.24",
                now,
                now.plus(Duration.ofMinutes(30)),
                null,
                Duration.ofSeconds(5),
                null);
    }
}
