package dev.authgate.server.client;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.MemoryAuditTrail;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Samples;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749 section 2.3.1: two secrets of one client, while the new one is brought to its machines")
class ClientSecretsTest {
    private static final Duration DAY = Duration.ofHours(24);
    private static final ClientSecrets ONE = ClientSecrets.of(SecretHash.of("one"), NOON);

    private final MemoryClients clients = new MemoryClients();
    private final MemoryAuditTrail audit = new MemoryAuditTrail();
    private final ClientAuthenticator authenticator = new ClientAuthenticator(clients, audit, true);
    private final Client before = Samples.client("api").with(ONE);

    @BeforeEach
    void rotate() {
        clients.add(before.with(ONE.rotated(SecretHash.of("two"), NOON, DAY)));
    }

    private Client authenticate(String secret, String address, Instant now) {
        return authenticator.authenticate(
                new ClientCredentials("api", secret), new Origin(address, null, "request-1"), now);
    }

    private void assertRefused(String secret, Instant now) {
        assertThatThrownBy(() -> authenticate(secret, "192.0.2.1", now))
                .isInstanceOf(OAuthException.class)
                .hasMessageStartingWith("invalid_client");
    }

    @Test
    void both_work_until_the_older_one_ends() {
        var lastMoment = NOON.plus(DAY).minusMillis(1);

        assertThat(authenticate("two", "192.0.2.1", NOON).id()).isEqualTo("api");
        assertThat(authenticate("one", "192.0.2.1", lastMoment).id()).isEqualTo("api");

        assertRefused("one", NOON.plus(DAY));
        assertThat(authenticate("two", "192.0.2.1", NOON.plus(DAY)).id()).isEqualTo("api");
        assertRefused("three", NOON);
    }

    @Test
    void the_older_one_can_be_ended_before_its_time() {
        var two = ONE.rotated(SecretHash.of("two"), NOON, DAY);
        clients.replace(before.with(two), before.with(two.withoutFormer()));

        assertRefused("one", NOON);
        assertThat(authenticate("two", "192.0.2.1", NOON).id()).isEqualTo("api");
    }

    @Test
    void without_an_overlap_the_older_one_ends_at_once() {
        assertThat(ONE.rotated(SecretHash.of("two"), NOON, Duration.ZERO))
                .isEqualTo(ClientSecrets.of(SecretHash.of("two"), NOON));
    }

    @Test
    void there_are_never_three() {
        var three = ONE.rotated(SecretHash.of("two"), NOON, DAY).rotated(SecretHash.of("three"), NOON, DAY);

        assertThat(three.proof("three", NOON)).isEqualTo(ClientSecrets.Proof.CURRENT);
        assertThat(three.proof("two", NOON)).isEqualTo(ClientSecrets.Proof.FORMER);
        assertThat(three.proof("one", NOON)).isEqualTo(ClientSecrets.Proof.NONE);
    }

    @Test
    void the_use_of_the_older_one_is_noted_once_an_hour_for_each_address() {
        authenticate("one", "192.0.2.1", NOON);
        authenticate("one", "192.0.2.1", NOON.plusSeconds(3599));
        authenticate("one", "192.0.2.2", NOON.plusSeconds(3599));
        authenticate("two", "192.0.2.3", NOON);
        authenticate("one", "192.0.2.1", NOON.plusSeconds(3600));

        assertThat(audit.events())
                .extracting(AuditEvent::type)
                .containsOnly(EventType.CLIENT_FORMER_SECRET_USED)
                .hasSize(3);
        assertThat(audit.events())
                .extracting(event -> event.origin().address())
                .containsExactly("192.0.2.1", "192.0.2.2", "192.0.2.1");
    }

    @Test
    void a_disabled_client_has_no_secret_that_works_and_nothing_is_noted() {
        var client = clients.find("api").orElseThrow();
        clients.replace(client, client.disabled());

        assertRefused("one", NOON);
        assertRefused("two", NOON);
        assertThat(audit.events()).isEmpty();
    }
}
