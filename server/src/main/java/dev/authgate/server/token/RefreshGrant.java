package dev.authgate.server.token;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Client;
import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.Refusal;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Transactions;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Refreshing an access token: RFC 6749 section 6, RFC 9700 section 4.14.2.
 *
 * <p>In fixed mode the refresh token stays. In rotation mode it is spent, and one successor takes its place, however many
 * callers race on however many nodes: one conditional statement decides who makes it, and for a short time the others
 * are given the same. A spent token that comes back after that is reuse: somebody has a copy, so the grant ends.
 */
public final class RefreshGrant implements TokenGrant {
    private static final Refusal UNKNOWN =
            new Refusal(OAuthError.INVALID_GRANT, "the refresh token is unknown, expired, revoked or already used");

    private final TokenSettings settings;
    private final TokenIssuer issuer;
    private final Parts parts;
    private final AuditTrail audit;
    private final Transactions transactions;

    /** What refreshing reads and writes. */
    public record Parts(Grants grants, Tokens tokens, SuccessorSeal seal) {}

    public RefreshGrant(
            TokenSettings settings, TokenIssuer issuer, Parts parts, AuditTrail audit, Transactions transactions) {
        this.settings = settings;
        this.issuer = issuer;
        this.parts = parts;
        this.audit = audit;
        this.transactions = transactions;
    }

    @Override
    public GrantType type() {
        return GrantType.REFRESH_TOKEN;
    }

    @Override
    public TokenResult decide(Client client, FormParameters parameters, Origin origin, Instant now) {
        var presented = parameters.require("refresh_token");
        var asked = parameters.find("scope").map(Scopes::parse).orElse(Scopes.none());
        var asking = new Asking(client, presented, SecretHash.of(presented), asked, origin, now);
        return find(asking).map(found -> refresh(found, asking)).orElseGet(RefreshGrant::unknown);
    }

    private Optional<RefreshStanding> find(Asking asking) {
        return parts.tokens()
                .findRefreshToken(asking.hash())
                .filter(found ->
                        found.standing().clientId().equals(asking.client().id()) && found.active(asking.now()));
    }

    /**
     * The access token is drawn before the transaction, which then decides alone: whoever makes the tokens is never waited
     * for inside one, a call that fails has spent nothing, and a token for which there is no need any more is dropped.
     */
    private TokenResult refresh(RefreshStanding found, Asking asking) {
        var granted = found.standing().scopes();
        if (!granted.containsAll(asking.scopes())) {
            return new TokenResult.Refused(
                    new Refusal(OAuthError.INVALID_SCOPE, "this grant covers no more than: " + granted));
        }
        if (found.spentAt() != null) {
            return again(found, () -> drawn(found, asking), asking);
        }
        var drawn = drawn(found, asking);
        return settings.rotates(asking.client())
                ? rotate(found, drawn, asking)
                : issue(drawn.with(asking.presented()), asking);
    }

    private TokenIssuer.Drawn drawn(RefreshStanding found, Asking asking) {
        var scopes = asking.scopes().isEmpty() ? found.grant().scopes() : asking.scopes();
        return issuer.access(used(found.grant(), asking), asking.client(), scopes, asking.now());
    }

    private Grant used(Grant grant, Asking asking) {
        var end = settings.rotation().sliding() ? issuer.grantEnd(asking.client(), asking.now()) : grant.expiresAt();
        return grant.used(asking.now(), asking.origin().address(), end);
    }

    private TokenResult rotate(RefreshStanding found, TokenIssuer.Drawn drawn, Asking asking) {
        var successor = issuer.newRefreshToken();
        var sealed = parts.seal().seal(asking.presented(), successor);
        var spending = parts.tokens().spending(asking.hash(), asking.now(), sealed);
        return transactions
                .inTransaction(spending, () -> {
                    issuer.storeRefresh(found.grant(), successor, asking.now());
                    return issue(drawn.with(successor), asking);
                })
                .or(() -> inheritedFromFaster(drawn, asking))
                .orElseGet(RefreshGrant::unknown);
    }

    /** Somebody was faster, on another node perhaps: they left the successor. */
    private Optional<TokenResult> inheritedFromFaster(TokenIssuer.Drawn drawn, Asking asking) {
        return parts.tokens().findRefreshToken(asking.hash()).map(spent -> again(spent, () -> drawn, asking));
    }

    /** RFC 9700 section 4.14.2: within the grace time a spent token gets its one successor again; after it, the end. */
    private TokenResult again(RefreshStanding spent, Supplier<TokenIssuer.Drawn> drawn, Asking asking) {
        return successor(spent, asking)
                .map(successor -> issue(drawn.get().with(successor), asking))
                .orElseGet(() -> reused(spent.grant(), asking));
    }

    private Optional<String> successor(RefreshStanding spent, Asking asking) {
        return Optional.ofNullable(spent.spentAt())
                .filter(spentAt ->
                        asking.now().isBefore(spentAt.plus(settings.rotation().grace())))
                .map(inTime -> spent.sealedSuccessor())
                .flatMap(kept -> parts.seal().open(asking.presented(), kept));
    }

    private TokenResult reused(Grant grant, Asking asking) {
        return transactions.inTransaction(() -> {
            if (parts.grants().change(grant.id(), Grant.Status.ACTIVE, Grant.Status.REVOKED)) {
                audit.record(asking.event(EventType.REFRESH_TOKEN_REUSED, grant));
            }
            return unknown();
        });
    }

    private TokenResult issue(TokenIssuer.Drawn drawn, Asking asking) {
        return transactions
                .<TokenResult>inTransaction(parts.grants().using(drawn.grant()), () -> {
                    issuer.storeAccess(drawn);
                    audit.record(asking.event(EventType.TOKEN_REFRESHED, drawn.grant()));
                    return new TokenResult.Issued(drawn.tokens());
                })
                .orElseGet(RefreshGrant::unknown);
    }

    private static TokenResult unknown() {
        return new TokenResult.Refused(UNKNOWN);
    }

    /** Who refreshes, with what, from where and when. */
    private record Asking(Client client, String presented, SecretHash hash, Scopes scopes, Origin origin, Instant now) {
        AuditEvent event(EventType type, Grant grant) {
            return AuditEvent.of(type, now, origin)
                    .by(grant.userId())
                    .forClient(client.id())
                    .on(grant.id());
        }
    }
}
