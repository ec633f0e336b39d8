package dev.authgate.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.MemoryAuditTrail;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749 section 3.2.1: Client Authentication")
class ClientAuthenticatorTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String SECRET = "the secret of the confidential client";

    private final MemoryClients clients = new MemoryClients();
    private final MemoryAuditTrail audit = new MemoryAuditTrail();
    private final ClientAuthenticator authenticator = new ClientAuthenticator(clients, audit, true);
    private final Client confidential = client("confidential", ClientType.CONFIDENTIAL, SecretHash.of(SECRET));
    private final Client open = client("public", ClientType.PUBLIC, null);

    @BeforeEach
    void register() {
        clients.add(confidential);
        clients.add(open);
    }

    @Test
    void a_public_client_is_who_it_says_it_is() {
        assertThat(authenticate("public", null, "192.0.2.1")).isEqualTo(open);
    }

    @Test
    void a_confidential_client_proves_it_with_its_secret() {
        assertThat(authenticate("confidential", SECRET, "192.0.2.1")).isEqualTo(confidential);
    }

    @Test
    void a_confidential_client_without_or_with_a_wrong_secret_is_an_invalid_client() {
        assertRefused("invalid_client", "confidential", null);
        assertRefused("invalid_client", "confidential", SECRET + "x");
    }

    @Test
    void a_public_client_with_a_secret_is_told_to_leave_it_out() {
        assertRefused("invalid_client: this client has no secret", "public", "anything");
    }

    @Test
    void unknown_and_disabled_clients_look_alike() {
        clients.replace(open, open.disabled());

        assertRefused("invalid_client: the client is unknown or disabled", "public", null);
        assertRefused("invalid_client: the client is unknown or disabled", "nobody", null);
        assertRefused("invalid_client: the client is unknown or disabled", "nobody", "x");
    }

    @Test
    void wrong_secrets_from_one_address_are_limited_and_the_right_one_still_works() {
        for (var attempt = 0; attempt < 20; attempt++) {
            assertRefused("invalid_client", "confidential", "wrong");
        }

        assertThatThrownBy(() -> authenticate("confidential", "wrong", "192.0.2.1"))
                .isInstanceOfSatisfying(
                        OAuthException.class,
                        refused -> assertThat(refused.refusal().retryAfter()).isPositive());
        assertThat(authenticate("confidential", SECRET, "192.0.2.1")).isEqualTo(confidential);
        assertThat(authenticate("confidential", SECRET, "198.51.100.1")).isEqualTo(confidential);
        assertThat(audit.events())
                .extracting(event -> event.type())
                .containsExactly(EventType.CLIENT_AUTHENTICATION_LIMITED);
    }

    @Test
    void wrong_secrets_are_not_limited_with_LIMITS_off() {
        var unlimited = new ClientAuthenticator(clients, audit, false);
        for (var i = 0; i < 50; i++) {
            assertThatThrownBy(() -> unlimited.authenticate(
                            new ClientCredentials("confidential", "wrong"),
                            new Origin("192.0.2.1", null, "request-1"),
                            NOON))
                    .hasMessageStartingWith("invalid_client");
        }
    }

    @Test
    void a_secret_belongs_to_confidential_clients_and_to_no_others() {
        var secret = SecretHash.of(SECRET);

        assertThatThrownBy(() -> client("public", ClientType.PUBLIC, secret))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client("confidential", ClientType.CONFIDENTIAL, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertRefused(String message, String id, @Nullable String secret) {
        assertThatThrownBy(() -> authenticate(id, secret, "192.0.2.1"))
                .isInstanceOf(OAuthException.class)
                .hasMessageStartingWith(message);
    }

    private Client authenticate(String id, @Nullable String secret, String address) {
        return authenticator.authenticate(
                new ClientCredentials(id, secret), new Origin(address, null, "request-1"), NOON);
    }

    private static Client client(String id, ClientType type, @Nullable SecretHash secret) {
        return new Client(
                id, id, type, secret, Scopes.parse("read"), Set.of(GrantType.DEVICE_CODE), true, false, true, NOON);
    }
}
