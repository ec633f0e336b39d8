package dev.authgate.server.device;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Client;
import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.AlreadyTaken;
import dev.authgate.server.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RFC 8628 section 3.1 and section 3.2: a client asks for a device code and a user code. */
public final class DeviceRequest {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_DRAWS = 10;

    private final DeviceAuthorizations authorizations;
    private final RecentAuthorizations recent;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Codes codes;

    /**
     * What draws and hashes the codes.
     *
     * @param settings how long they live, and how often they may be polled
     */
    public record Codes(Secrets secrets, UserCodeKeys userCodeKeys, DeviceSettings settings) {}

    public DeviceRequest(
            DeviceAuthorizations authorizations,
            RecentAuthorizations recent,
            AuditTrail audit,
            Transactions transactions,
            Codes codes) {
        this.authorizations = authorizations;
        this.recent = recent;
        this.audit = audit;
        this.transactions = transactions;
        this.codes = codes;
    }

    /**
     * Makes the codes and remembers what the approval page will show.
     *
     * @throws OAuthException {@code unauthorized_client} when the client may not use this grant, {@code invalid_scope}
     *     when it asks for a scope that it does not have
     */
    public Issued request(Client client, FormParameters parameters, Origin origin, Instant now) {
        if (!client.allows(GrantType.DEVICE_CODE)) {
            throw new OAuthException(
                    OAuthError.UNAUTHORIZED_CLIENT, "this client may not use the device authorization grant");
        }
        var scopes = scopes(client, parameters);
        var name = parameters.find("device_name").map(DeviceRequest::shortened).orElse(null);
        for (var draw = 0; draw < MOST_DRAWS; draw++) {
            var issued = tryToIssue(client, scopes, name, origin, now);
            if (issued.isPresent()) {
                return issued.get();
            }
        }
        throw new IllegalStateException("Ten user codes in a row were taken: the random source must be broken");
    }

    /** RFC 6749 section 3.3: no scope asked means the client's own. */
    private static Scopes scopes(Client client, FormParameters parameters) {
        var asked = parameters.find("scope").map(Scopes::parse).orElse(Scopes.none());
        if (asked.isEmpty()) {
            return client.scopes();
        }
        if (!client.scopes().containsAll(asked)) {
            throw new OAuthException(
                    OAuthError.INVALID_SCOPE,
                    client.scopes().isEmpty()
                            ? "this client has no scopes"
                            : "this client may ask for: " + client.scopes());
        }
        return asked;
    }

    private static String shortened(String name) {
        var end = name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name.length()
                : name.offsetByCodePoints(0, LONGEST_NAME);
        return name.substring(0, end);
    }

    private Optional<Issued> tryToIssue(
            Client client, Scopes scopes, @Nullable String deviceName, Origin origin, Instant now) {
        var deviceCode = codes.secrets().next();
        var userCode = UserCode.draw(codes.secrets());
        var authorization = new DeviceAuthorization(
                codes.secrets().nextId(now),
                SecretHash.of(deviceCode),
                codes.userCodeKeys().hash(userCode),
                client.id(),
                scopes,
                DeviceAuthorization.Status.PENDING,
                null,
                deviceName,
                origin.userAgent(),
                origin.address(),
                now,
                now.plus(codes.settings().lifetime()),
                null,
                codes.settings().interval(),
                null);
        if (!stored(authorization, origin, now)) {
            return Optional.empty();
        }
        recent.putNew(authorization, now);
        return Optional.of(new Issued(
                deviceCode,
                userCode,
                codes.settings().lifetime(),
                codes.settings().interval()));
    }

    private boolean stored(DeviceAuthorization authorization, Origin origin, Instant now) {
        try {
            return transactions.inTransaction(() -> {
                authorizations.add(authorization);
                audit.record(AuditEvent.of(EventType.DEVICE_REQUESTED, now, origin)
                        .forClient(authorization.clientId())
                        .on(authorization.id()));
                return true;
            });
        } catch (AlreadyTaken e) {
            return false;
        }
    }

    /** The two codes, known to nobody else: only their hashes are kept. */
    public record Issued(String deviceCode, UserCode userCode, Duration expiresIn, Duration interval) {
        /** Never shows a code. */
        @Override
        public String toString() {
            return "Issued[" + expiresIn + "]";
        }
    }
}
