package dev.authgate.server.device;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Client;
import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.Refusal;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.token.TokenGrant;
import dev.authgate.server.token.TokenResult;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** RFC 8628 section 3.4 and section 3.5: a device asks for its tokens, again and again. */
public final class DeviceCodeGrant implements TokenGrant {
    /** A request changes its status at most twice, so a third look always finds it at rest. */
    private static final int MOST_LOOKS = 4;

    private final DeviceAuthorizations authorizations;
    private final RecentAuthorizations recent;
    private final Redemption redemption;
    private final DecisionNews news;
    private final AuditTrail audit;
    private final Transactions transactions;

    public DeviceCodeGrant(
            DeviceAuthorizations authorizations,
            RecentAuthorizations recent,
            Redemption redemption,
            DecisionNews news,
            AuditTrail audit,
            Transactions transactions) {
        this.authorizations = authorizations;
        this.recent = recent;
        this.redemption = redemption;
        this.news = news;
        this.audit = audit;
        this.transactions = transactions;
    }

    @Override
    public GrantType type() {
        return GrantType.DEVICE_CODE;
    }

    @Override
    public TokenResult decide(Client client, FormParameters parameters, Origin origin, Instant now) {
        return decide(parameters, new Asking(client, origin, now), recent::poll);
    }

    /** The same grant for a poll that was kept waiting: it was counted when it came, so its pace is not judged again. */
    public TokenGrant afterWaiting() {
        return new TokenGrant() {
            @Override
            public GrantType type() {
                return GrantType.DEVICE_CODE;
            }

            @Override
            public TokenResult decide(Client client, FormParameters parameters, Origin origin, Instant now) {
                return DeviceCodeGrant.this.decide(
                        parameters, new Asking(client, origin, now), recent::pollAfterWaiting);
            }
        };
    }

    private TokenResult decide(
            FormParameters parameters,
            Asking request,
            BiFunction<DeviceAuthorization, Instant, RecentAuthorizations.Step> poll) {
        var deviceCode = deviceCode(parameters);
        var now = request.now();
        var known = recent.find(deviceCode, now);
        for (var look = 0; look < MOST_LOOKS; look++) {
            var own = known.filter(
                    found -> found.clientId().equals(request.client().id()));
            if (own.isEmpty()) {
                return refused(OAuthError.INVALID_GRANT, "the device code is unknown");
            }
            var result = settle(poll.apply(own.get(), now), request);
            if (result.isPresent()) {
                return result.get();
            }
            known = recent.reload(deviceCode, now);
        }
        throw new IllegalStateException("A device authorization changed its status more often than it can");
    }

    /** What is kept of the device code that a request must name. */
    static SecretHash deviceCode(FormParameters parameters) {
        return SecretHash.of(parameters.require("device_code"));
    }

    /** Makes the poll's outcome lasting; empty when the request has moved on meanwhile and must be looked at again. */
    private Optional<TokenResult> settle(RecentAuthorizations.Step step, Asking asking) {
        var poll = step.poll();
        if (poll.refusal().isEmpty()) {
            var redeemed = redemption.redeem(step.before(), poll.next(), asking);
            redeemed.ifPresent(result -> remember(result, poll.next(), asking));
            return redeemed;
        }
        return switch (poll.refusal().get()) {
            case AUTHORIZATION_PENDING ->
                Optional.of(refused(OAuthError.AUTHORIZATION_PENDING, "the user has not decided yet"));
            case SLOW_DOWN -> slowDown(step);
            case EXPIRED_TOKEN -> expire(step, asking);
            case ACCESS_DENIED -> Optional.of(refused(OAuthError.ACCESS_DENIED, "the user denied the request"));
            default -> Optional.of(replayed(step.before(), asking));
        };
    }

    private void remember(TokenResult result, DeviceAuthorization redeemed, Asking asking) {
        if (result instanceof TokenResult.Issued) {
            recent.put(redeemed, asking.now());
        }
    }

    private Optional<TokenResult> slowDown(RecentAuthorizations.Step step) {
        var next = step.poll().next();
        var longer = !next.interval().equals(step.before().interval());
        if (longer && !slowedDown(next)) {
            return Optional.empty();
        }
        return Optional.of(new TokenResult.Refused(new Refusal(
                OAuthError.SLOW_DOWN,
                "polled too soon, the interval is now " + next.interval().toSeconds() + " seconds",
                next.interval(),
                null)));
    }

    private boolean slowedDown(DeviceAuthorization next) {
        return transactions.inTransaction(() -> {
            var slowed = authorizations.slowDown(next.deviceCode(), next.interval());
            if (slowed) {
                news.announce(next.deviceCode());
            }
            return slowed;
        });
    }

    /** Expiry once seen is stored, so that a clock set back does not bring the code back to life. */
    private Optional<TokenResult> expire(RecentAuthorizations.Step step, Asking asking) {
        var before = step.before();
        var next = step.poll().next();
        if (before.status() != next.status() && !stored(before, next, asking)) {
            return Optional.empty();
        }
        recent.put(next, asking.now());
        return Optional.of(refused(OAuthError.EXPIRED_TOKEN, "the device code has expired, start again"));
    }

    private boolean stored(DeviceAuthorization before, DeviceAuthorization next, Asking asking) {
        return transactions
                .inTransaction(authorizations.replacing(before, next), () -> {
                    audit.record(asking.event(EventType.DEVICE_EXPIRED, before));
                    return next;
                })
                .isPresent();
    }

    /** Revokes nothing: a lost reply is a fact of life, and most replays are a client that asks again after one. */
    private TokenResult replayed(DeviceAuthorization redeemed, Asking asking) {
        audit.record(asking.event(EventType.DEVICE_CODE_REPLAYED, redeemed));
        return refused(OAuthError.INVALID_GRANT, "the device code was redeemed before");
    }

    private static TokenResult refused(OAuthError error, String description) {
        return new TokenResult.Refused(new Refusal(error, description));
    }

    /** Who polls, from where and when. */
    record Asking(Client client, Origin origin, Instant now) {
        AuditEvent event(EventType type, DeviceAuthorization about) {
            return AuditEvent.of(type, now, origin).forClient(about.clientId()).on(about.id());
        }
    }
}
