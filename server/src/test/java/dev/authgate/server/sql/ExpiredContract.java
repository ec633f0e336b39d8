package dev.authgate.server.sql;

import static dev.authgate.server.storage.Samples.NOON;
import static dev.authgate.server.storage.Samples.grant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.housekeeping.Expired;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.session.Session;
import dev.authgate.server.token.IssuedToken;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What removing ended rows does in both databases. */
abstract class ExpiredContract {
    private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");

    abstract SqlStorage storage();

    private Expired expired() {
        return storage().expired();
    }

    @Test
    void no_more_than_asked_is_removed_at_once_and_what_lives_stays() {
        for (var i = 0; i < 3; i++) {
            storage().sessions().add(session("old " + i, LONG_AGO));
        }
        storage().sessions().add(session("living", NOON.plusSeconds(60)));

        assertThat(expired().remove(Expired.Kind.SESSIONS, NOON, 2)).isEqualTo(2);
        assertThat(expired().remove(Expired.Kind.SESSIONS, NOON, 2)).isEqualTo(1);
        assertThat(expired().remove(Expired.Kind.SESSIONS, NOON, 2)).isZero();
        assertThat(storage().sessions().find(SecretHash.of("living"))).isPresent();
    }

    private static Session session(String id, Instant expiresAt) {
        return new Session(SecretHash.of(id), "ann", LONG_AGO, LONG_AGO, expiresAt);
    }

    @Test
    void a_grant_goes_with_its_tokens() {
        var end = NOON.plus(Duration.ofDays(30));
        storage().grants().add(grant("swept", "ann", "tv"));
        storage().tokens().addAccessToken(token("swept access"));
        storage().tokens().addRefreshToken(token("swept refresh"));

        assertThat(expired().remove(Expired.Kind.GRANTS, end.plusMillis(1), 1000))
                .isPositive();

        assertThat(storage().grants().find("swept")).isEmpty();
        assertThat(storage().tokens().findAccessToken(SecretHash.of("swept access")))
                .isEmpty();
        assertThat(storage().tokens().findRefreshToken(SecretHash.of("swept refresh")))
                .isEmpty();
    }

    private static IssuedToken token(String secret) {
        return new IssuedToken(SecretHash.of(secret), "swept", Scopes.none(), NOON, NOON.plusSeconds(60));
    }

    @Test
    void a_sealed_successor_is_forgotten_and_its_token_stays_spent() {
        storage().grants().add(grant("sealed", "ann", "tv"));
        storage()
                .tokens()
                .addRefreshToken(new IssuedToken(
                        SecretHash.of("sealed refresh"), "sealed", Scopes.none(), NOON, NOON.plusSeconds(60)));
        storage()
                .tokens()
                .spending(SecretHash.of("sealed refresh"), LONG_AGO, "sealed")
                .attempt();

        assertThat(expired().remove(Expired.Kind.SEALED_SUCCESSORS, NOON, 10)).isEqualTo(1);

        var found = storage()
                .tokens()
                .findRefreshToken(SecretHash.of("sealed refresh"))
                .orElseThrow();
        assertThat(found.sealedSuccessor()).isNull();
        assertThat(found.spentAt()).isEqualTo(LONG_AGO);
    }

    @Test
    void every_kind_can_be_removed() {
        storage().auditTrail().record(AuditEvent.of(EventType.SIGN_OUT, LONG_AGO, Origin.local()));
        storage().attempts().increment("old subject", LONG_AGO, LONG_AGO);
        storage().leases().take("old lease", "somebody", LONG_AGO, LONG_AGO);

        assertThat(expired().remove(Expired.Kind.AUDIT_EVENTS, LONG_AGO.plusSeconds(1), 10))
                .isEqualTo(1);
        assertThat(expired().remove(Expired.Kind.ATTEMPTS, LONG_AGO.plusSeconds(1), 10))
                .isEqualTo(1);
        assertThat(expired().remove(Expired.Kind.LEASES, LONG_AGO.plusSeconds(1), 10))
                .isEqualTo(1);
        for (var kind : Expired.Kind.values()) {
            assertThat(expired().remove(kind, LONG_AGO, 10)).isZero();
        }
    }
}
