package dev.authgate.server.device;

import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.device.DeviceCodeGrant.Asking;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.Refusal;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.token.Grant;
import dev.authgate.server.token.TokenIssuer;
import dev.authgate.server.token.TokenResult;
import dev.authgate.server.user.User;
import dev.authgate.server.user.Users;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns an approved device code into a grant and its first tokens, exactly once: RFC 8628 section 3.5.
 *
 * <p>One conditional statement decides who wins, in the transaction that creates the grant, its tokens and the audit
 * row: whoever loses has created nothing.
 */
public final class Redemption {
    private final DeviceAuthorizations authorizations;
    private final Users users;
    private final TokenIssuer issuer;
    private final Secrets secrets;
    private final AuditTrail audit;
    private final Transactions transactions;

    /** What a redemption draws on besides the device authorizations. */
    public record Parts(Users users, TokenIssuer issuer, Secrets secrets) {}

    public Redemption(DeviceAuthorizations authorizations, Parts parts, AuditTrail audit, Transactions transactions) {
        this.authorizations = authorizations;
        this.users = parts.users();
        this.issuer = parts.issuer();
        this.secrets = parts.secrets();
        this.audit = audit;
        this.transactions = transactions;
    }

    /** The tokens, or why there are none; empty when somebody else was faster. */
    Optional<TokenResult> redeem(DeviceAuthorization approved, DeviceAuthorization redeemed, Asking asking) {
        var userId = Objects.requireNonNull(approved.userId(), "an approved request has a user");
        var first = issuer.first(grant(approved, userId, asking), asking.client(), asking.now());
        return transactions.inTransaction(() -> {
            if (users.find(userId).filter(User::enabled).isEmpty()) {
                return Optional.of(new TokenResult.Refused(
                        new Refusal(OAuthError.ACCESS_DENIED, "the user who approved is disabled")));
            }
            if (!authorizations.replace(approved, redeemed)) {
                return Optional.empty();
            }
            audit.record(asking.event(EventType.DEVICE_REDEEMED, approved)
                    .by(userId)
                    .with("grant", first.grant().id()));
            return Optional.of(new TokenResult.Issued(issuer.storeFirst(first)));
        });
    }

    private Grant grant(DeviceAuthorization approved, String userId, Asking asking) {
        return new Grant(
                secrets.nextId(asking.now()),
                userId,
                approved.clientId(),
                approved.scopes(),
                Grant.Status.ACTIVE,
                approved.deviceName(),
                approved.userAgent(),
                approved.address(),
                asking.now(),
                asking.now(),
                asking.origin().address(),
                issuer.grantEnd(asking.client(), asking.now()));
    }
}
