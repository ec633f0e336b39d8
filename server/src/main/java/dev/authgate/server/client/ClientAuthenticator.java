package dev.authgate.server.client;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.ClientSecrets.Proof;
import dev.authgate.server.limit.RateLimit;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.Refusal;
import dev.authgate.server.oauth.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells who a client is: RFC 6749 section 2.3 and section 3.2.1.
 *
 * <p>The right secret always works: a secret of 256 bits cannot be guessed, so a limit on wrong ones must not lock out
 * the machines that share an address with a misconfigured one.
 */
public final class ClientAuthenticator {
    private static final int FREE_FAILURES = 20;
    private static final Duration ONE_MORE_EACH = Duration.ofSeconds(30);

    /** Compared with when there is no such client, so that unknown clients take as long as wrong secrets. */
    private static final SecretHash NOBODY = SecretHash.of("nobody");

    private final Clients clients;
    private final AuditTrail audit;
    private final FormerSecretWatch formerSecrets;
    private final Optional<RateLimit> failures;

    /**
     * Makes an authenticator.
     *
     * @param limited whether wrong secrets are limited
     */
    public ClientAuthenticator(Clients clients, AuditTrail audit, boolean limited) {
        this.clients = clients;
        this.audit = audit;
        this.formerSecrets = new FormerSecretWatch(audit);
        this.failures = limited ? Optional.of(new RateLimit(FREE_FAILURES, ONE_MORE_EACH)) : Optional.empty();
    }

    /**
     * The client that these credentials belong to.
     *
     * @throws OAuthException {@code invalid_client} when there is no such client, it is disabled, or the secret is
     *     missing, wrong or one too many
     */
    public Client authenticate(ClientCredentials credentials, Origin origin, Instant now) {
        var client = clients.find(credentials.id());
        var proof = client.map(found -> proof(found, credentials, now)).orElseGet(() -> nothing(credentials));
        var known = client.filter(Client::enabled).filter(found -> proof != Proof.NONE);
        if (proof == Proof.FORMER) {
            known.ifPresent(found -> formerSecrets.note(found, origin, now));
        }
        return known.orElseThrow(() -> refused(client, credentials, origin, now));
    }

    private static Proof proof(Client client, ClientCredentials credentials, Instant now) {
        var expected = client.secrets();
        var given = credentials.secret();
        if (expected == null) {
            return given == null ? Proof.CURRENT : Proof.NONE;
        }
        return given == null ? Proof.NONE : expected.proof(given, now);
    }

    private static Proof nothing(ClientCredentials credentials) {
        if (credentials.secret() != null) {
            NOBODY.matches(credentials.secret());
        }
        return Proof.NONE;
    }

    private OAuthException refused(Optional<Client> client, ClientCredentials credentials, Origin origin, Instant now) {
        var wait = failures.flatMap(limit -> limit.take(credentials.id() + " " + origin.address(), now));
        if (wait.isPresent()) {
            client.ifPresent(known -> audit.record(AuditEvent.of(EventType.CLIENT_AUTHENTICATION_LIMITED, now, origin)
                    .forClient(known.id())));
            return Refusal.retryLater(
                            OAuthError.TOO_MANY_REQUESTS, "too many failed authentications of this client", wait.get())
                    .asException();
        }
        return new OAuthException(OAuthError.INVALID_CLIENT, reason(client, credentials));
    }

    private static String reason(Optional<Client> client, ClientCredentials credentials) {
        if (client.isPresent() && client.get().type() == ClientType.PUBLIC && credentials.secret() != null) {
            return "this client has no secret: send client_id alone";
        }
        return "the client is unknown or disabled, or its secret is missing or wrong";
    }
}
