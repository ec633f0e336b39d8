package dev.authgate.server.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.Refusal;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.service.ServiceFailure;
import dev.authgate.server.token.TokenService.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a company's own service make access tokens and say which are good. Grants, refresh tokens and revocation stay here:
 * the service is asked only about what is in order here, and only what it was asked for is taken from it.
 *
 * <p>What it says of a token is remembered for {@link #REMEMBERED}, because resource servers ask about one token many
 * times a second. A revocation here counts at once nevertheless: what is known here is looked at first, each time.
 */
public final class HttpApiTokens implements TokenProvider, TokenValidation {
    static final Duration REMEMBERED = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(HttpApiTokens.class);

    /** Bytes of answers. */
    private static final long MOST_REMEMBERED = 8L << 20;

    /** What an entry takes besides the answer. */
    private static final int ENTRY = 500;

    /** Beyond the time of the call: waiting for a turn before, and storing after. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final TokenService service;
    private final Duration timeout;
    private final AuditTrail audit;
    private final Cache<SecretHash, Told> told = Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED)
            .weigher((SecretHash hash, Told entry) -> ENTRY + entry.validity().length())
            .build();

    private record Told(Validity validity, Instant at) {
        boolean holdsAt(Instant now) {
            return Duration.between(at, now).abs().compareTo(REMEMBERED) < 0;
        }
    }

    /**
     * Makes a provider.
     *
     * @param timeout how long one call of the service may take
     */
    public HttpApiTokens(TokenService service, Duration timeout, AuditTrail audit) {
        this.service = service;
        this.timeout = timeout;
        this.audit = audit;
    }

    @Override
    public Duration patience() {
        return timeout.plus(MARGIN);
    }

    @Override
    public MadeToken make(TokenOrder order) {
        try {
            return service.generate(order);
        } catch (ServiceFailure e) {
            throw unavailable(e);
        } catch (TokenService.NoToken e) {
            LOG.warn(
                    "The token service makes no token for grant {}",
                    order.grant().id());
            throw new OAuthException(OAuthError.ACCESS_DENIED, "the token service refuses to make a token");
        } catch (TokenService.Mismatch e) {
            var grant = order.grant();
            mismatched(e, grant.userId(), grant.clientId(), grant.id(), order.now());
            throw retryLater("the token service did not make the token that was asked for", Duration.ofSeconds(30));
        }
    }

    @Override
    public Optional<TokenChecks.GoodToken> confirm(String token, TokenStanding standing, Instant now) {
        var hash = SecretHash.of(token);
        var known = told.getIfPresent(hash);
        var validity = known != null && known.holdsAt(now) ? known.validity() : ask(token, hash, standing, now);
        return Optional.of(validity)
                .filter(Validity::valid)
                .map(valid -> standing.narrowed(valid.scopes(), valid.expiresAt()))
                .filter(narrowed -> narrowed.active(now))
                .map(narrowed -> TokenChecks.GoodToken.of(narrowed, validity.claims()));
    }

    private Validity ask(String token, SecretHash hash, TokenStanding standing, Instant now) {
        try {
            return remembered(hash, service.validate(token, standing), now);
        } catch (ServiceFailure e) {
            throw unavailable(e);
        } catch (TokenService.Mismatch e) {
            mismatched(e, standing.userId(), standing.clientId(), standing.grantId(), now);
            return remembered(hash, Validity.none(), now);
        }
    }

    private Validity remembered(SecretHash hash, Validity validity, Instant now) {
        told.put(hash, new Told(validity, now));
        return validity;
    }

    /** Worth an alarm: either the service is broken, or somebody else answers in its place. */
    private void mismatched(
            TokenService.Mismatch mismatch, String userId, String clientId, String grantId, Instant now) {
        LOG.error("An answer of the token service {}; it is refused, see grant {}", mismatch.getMessage(), grantId);
        audit.record(AuditEvent.of(EventType.TOKEN_SERVICE_MISMATCH, now, Origin.local())
                .by(userId)
                .forClient(clientId)
                .on(grantId)
                .with("answer", String.valueOf(mismatch.getMessage())));
    }

    private static OAuthException unavailable(ServiceFailure failure) {
        if (failure.kind() == ServiceFailure.Kind.DISAGREEING) {
            LOG.warn("The token service {}", failure.getMessage());
        }
        return retryLater("the token service does not answer, try again", failure.retryAfter());
    }

    private static OAuthException retryLater(String words, Duration when) {
        return new OAuthException(Refusal.retryLater(OAuthError.TEMPORARILY_UNAVAILABLE, words, when));
    }
}
