package dev.authgate.server.storage;

import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientType;
import dev.authgate.server.device.DeviceAuthorization;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.token.Grant;
import dev.authgate.server.user.Role;
import dev.authgate.server.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Rows for the contracts of the stores. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Samples() {}

    public static Client client(String id) {
        return new Client(
                id,
                "Client " + id,
                ClientType.CONFIDENTIAL,
                SecretHash.of("secret of " + id),
                new Scopes(List.of("write", "read")),
                Set.of(GrantType.REFRESH_TOKEN, GrantType.DEVICE_CODE),
                true,
                false,
                true,
                NOON);
    }

    public static Client publicClient(String id, String name) {
        return new Client(
                id,
                name,
                ClientType.PUBLIC,
                null,
                Scopes.none(),
                Set.of(GrantType.DEVICE_CODE),
                true,
                true,
                false,
                NOON);
    }

    public static User user(String id, String username) {
        return User.local(id, username, "hash of " + id, Role.USER, NOON);
    }

    public static User externalUser(String id, String username, String externalId) {
        return new User(
                id,
                username,
                null,
                Role.ADMIN,
                true,
                username + "@example.org",
                "Ann Example",
                "directory",
                externalId,
                NOON,
                NOON);
    }

    /** A pending request that lives for thirty minutes. */
    public static DeviceAuthorization pending(String id, String clientId) {
        return new DeviceAuthorization(
                id,
                SecretHash.of("device code of " + id),
                "user code of " + id,
                clientId,
                new Scopes(List.of("read")),
                DeviceAuthorization.Status.PENDING,
                null,
                "Television",
                null,
                "192.0.2.1",
                NOON,
                NOON.plus(Duration.ofMinutes(30)),
                null,
                Duration.ofSeconds(5),
                null);
    }

    public static Grant grant(String id, String userId, String clientId) {
        return new Grant(
                id,
                userId,
                clientId,
                new Scopes(List.of("read", "write")),
                Grant.Status.ACTIVE,
                null,
                "curl/8",
                "2001:db8::1",
                NOON,
                NOON,
                "2001:db8::1",
                NOON.plus(Duration.ofDays(30)));
    }
}
