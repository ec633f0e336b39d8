package dev.authgate.server.device;

import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.device.DeviceCodeGrant.Asking;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.Refusal;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.Leases;
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
    private final Leases leases;
    private final AuditTrail audit;
    private final Transactions transactions;

    /** What a redemption draws on besides the device authorizations. */
    public record Parts(Users users, TokenIssuer issuer, Secrets secrets, Leases leases) {}

    public Redemption(DeviceAuthorizations authorizations, Parts parts, AuditTrail audit, Transactions transactions) {
        this.authorizations = authorizations;
        this.users = parts.users();
        this.issuer = parts.issuer();
        this.secrets = parts.secrets();
        this.leases = parts.leases();
        this.audit = audit;
        this.transactions = transactions;
    }

    /** The tokens, or why there are none; empty when somebody else was faster. */
    Optional<TokenResult> redeem(DeviceAuthorization approved, DeviceAuthorization redeemed, Asking asking) {
        return issuer.patience().isZero()
                ? redeemNow(approved, redeemed, asking)
                : redeemAlone(approved, redeemed, asking);
    }

    /**
     * Where somebody else makes the tokens, that may take time and may fail: one poll at a time tries, and the others are
     * told to go on polling. When it fails the code stays as it was. When the one who tries dies, or takes longer than it
     * may, another one tries; the conditional statement still decides, and the loser's tokens are dropped.
     */
    private Optional<TokenResult> redeemAlone(
            DeviceAuthorization approved, DeviceAuthorization redeemed, Asking asking) {
        var lease = "redeem " + approved.id();
        var holder = secrets.nextId(asking.now());
        if (!leases.take(lease, holder, asking.now(), asking.now().plus(issuer.patience()))) {
            return Optional.of(new TokenResult.Refused(
                    new Refusal(OAuthError.AUTHORIZATION_PENDING, "another poll is fetching the tokens")));
        }
        try {
            var stored = authorizations.findByDeviceCode(approved.deviceCode());
            if (stored.filter(found -> found.status() == approved.status()).isEmpty()) {
                return Optional.empty();
            }
            return redeemNow(approved, redeemed, asking);
        } finally {
            leases.release(lease, holder);
        }
    }

    private Optional<TokenResult> redeemNow(DeviceAuthorization approved, DeviceAuthorization redeemed, Asking asking) {
        var userId = userOf(approved);
        if (users.find(userId).filter(User::enabled).isEmpty()) {
            return Optional.of(userDisabled());
        }
        var first = issuer.first(grant(approved, userId, asking), asking.client(), asking.now());
        return transactions.inTransaction(authorizations.replacing(approved, redeemed), () -> {
            audit.record(asking.event(EventType.DEVICE_REDEEMED, approved)
                    .by(userId)
                    .with("grant", first.grant().id()));
            return new TokenResult.Issued(issuer.storeFirst(first));
        });
    }

    private static String userOf(DeviceAuthorization approved) {
        return Objects.requireNonNull(approved.userId(), "an approved request has a user");
    }

    private static TokenResult userDisabled() {
        return new TokenResult.Refused(new Refusal(OAuthError.ACCESS_DENIED, "the user who approved is disabled"));
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
