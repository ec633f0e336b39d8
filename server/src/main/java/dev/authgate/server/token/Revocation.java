package dev.authgate.server.token;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientType;
import dev.authgate.server.client.Clients;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Transactions;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Ending tokens: RFC 7009 section 2.1. A refresh token takes its grant and all access tokens with it; an access token ends
 * alone. What is not there, or not the asker's, is no error: nothing is told about it.
 */
public final class Revocation {
    private final Grants grants;
    private final Tokens tokens;
    private final Clients clients;
    private final AuditTrail audit;
    private final Transactions transactions;

    public Revocation(Grants grants, Tokens tokens, Clients clients, AuditTrail audit, Transactions transactions) {
        this.grants = grants;
        this.tokens = tokens;
        this.clients = clients;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** Ends a token of this client. */
    public void revoke(String token, Client client, Origin origin, Instant now) {
        revoke(token, owner -> owner.equals(client.id()), origin, now);
    }

    /** Ends a token of any public client: whoever holds such a token may end it, as the original server documents. */
    public void revokeAnonymously(String token, Origin origin, Instant now) {
        revoke(token, this::isPublic, origin, now);
    }

    private boolean isPublic(String clientId) {
        return clients.find(clientId)
                .filter(client -> client.type() == ClientType.PUBLIC)
                .isPresent();
    }

    private void revoke(String token, Predicate<String> mayEnd, Origin origin, Instant now) {
        var hash = SecretHash.of(token);
        var refresh = tokens.findRefreshToken(hash).map(RefreshStanding::standing);
        if (refresh.isPresent()) {
            refresh.filter(found -> mayEnd.test(found.clientId())).ifPresent(found -> endGrant(found, origin, now));
        } else {
            tokens.findAccessToken(hash)
                    .filter(found -> mayEnd.test(found.clientId()))
                    .ifPresent(found -> endAccessToken(hash, found, origin, now));
        }
    }

    private void endGrant(TokenStanding found, Origin origin, Instant now) {
        transactions.inTransaction(() -> {
            var ended = grants.change(found.grantId(), Grant.Status.ACTIVE, Grant.Status.REVOKED)
                    || grants.change(found.grantId(), Grant.Status.DISABLED, Grant.Status.REVOKED);
            if (ended) {
                audit.record(event(EventType.GRANT_REVOKED, found, origin, now));
            }
            return ended;
        });
    }

    private void endAccessToken(SecretHash hash, TokenStanding found, Origin origin, Instant now) {
        transactions.inTransaction(tokens.revokingAccessToken(hash), () -> {
            audit.record(event(EventType.TOKEN_REVOKED, found, origin, now));
            return found;
        });
    }

    private static AuditEvent event(EventType type, TokenStanding about, Origin origin, Instant now) {
        return AuditEvent.of(type, now, origin)
                .by(about.userId())
                .forClient(about.clientId())
                .on(about.grantId());
    }
}
