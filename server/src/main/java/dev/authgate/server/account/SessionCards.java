package dev.authgate.server.account;

import dev.authgate.server.page.NamedDevice;
import dev.authgate.server.page.RevokeAllPage;
import dev.authgate.server.page.ScopeWords;
import dev.authgate.server.page.SessionCard;
import dev.authgate.server.token.Grant;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Puts grants into words for the pages. */
final class SessionCards {
    private final UnaryOperator<String> clientNames;
    private final ScopeWords scopeWords;

    /** Makes cards with the names that clients have now, by their ids. */
    SessionCards(UnaryOperator<String> clientNames, ScopeWords scopeWords) {
        this.clientNames = clientNames;
        this.scopeWords = scopeWords;
    }

    List<SessionCard> of(List<Grant> grants, Instant now) {
        return grants.stream().map(grant -> card(grant, now)).toList();
    }

    private SessionCard card(Grant grant, Instant now) {
        return new SessionCard(
                grant.id(),
                device(grant),
                grant.clientId(),
                scopeWords.of(grant.scopes()),
                new SessionCard.Use(grant.createdAt(), grant.address()),
                new SessionCard.Use(grant.lastUsedAt(), grant.lastAddress()),
                grant.expiresAt(),
                status(grant, now));
    }

    NamedDevice device(Grant grant) {
        return new NamedDevice(clientNames.apply(grant.clientId()), grant.deviceName());
    }

    List<RevokeAllPage.Ending> endings(List<Grant> grants, Instant now) {
        return grants.stream()
                .map(grant -> new RevokeAllPage.Ending(device(grant), status(grant, now)))
                .toList();
    }

    /** Expired wins over disabled: it cannot be enabled any more. */
    private static SessionCard.Status status(Grant grant, Instant now) {
        if (!now.isBefore(grant.expiresAt())) {
            return SessionCard.Status.EXPIRED;
        }
        return switch (grant.status()) {
            case ACTIVE -> SessionCard.Status.ACTIVE;
            case DISABLED -> SessionCard.Status.DISABLED;
            case REVOKED -> throw new IllegalArgumentException("What is revoked has no card");
        };
    }
}
