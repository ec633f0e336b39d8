package dev.authgate.server.device;

import static dev.authgate.server.device.DeviceFlow.DEVICE;
import static dev.authgate.server.device.DeviceFlow.NOON;
import static dev.authgate.server.device.DeviceFlow.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.audit.EventType;
import dev.authgate.server.client.ClientAuthenticator;
import dev.authgate.server.http.Asked;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.Samples;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8628 section 3.1 and section 3.2: Device Authorization Request and Response")
class DeviceRequestTest {
    private final DeviceFlow flow = new DeviceFlow();

    @Test
    void gives_two_codes_that_say_nothing_of_each_other() {
        var issued = flow.start();

        assertThat(issued.deviceCode()).matches("[A-Za-z0-9_-]{43}");
        assertThat(issued.userCode().shown()).matches("[B-Z]{4}-[B-Z]{4}");
        assertThat(issued.expiresIn()).isEqualTo(Duration.ofMinutes(30));
        assertThat(issued.interval()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void keeps_hashes_only() {
        var issued = flow.start();
        var stored = flow.find(issued);

        assertThat(stored.deviceCode()).isEqualTo(SecretHash.of(issued.deviceCode()));
        assertThat(stored.toString())
                .doesNotContain(issued.deviceCode(), issued.userCode().letters());
        assertThat(issued.toString())
                .doesNotContain(issued.deviceCode(), issued.userCode().letters());
    }

    @Test
    void remembers_what_the_approval_page_shows() {
        var issued = flow.request.request(flow.client, form("device_name=alex-laptop"), DEVICE, NOON);

        assertThat(flow.find(issued))
                .returns("alex-laptop", DeviceAuthorization::deviceName)
                .returns("203.0.113.24", DeviceAuthorization::address)
                .returns("acme-deploy/2.4.1", DeviceAuthorization::userAgent)
                .returns(NOON, DeviceAuthorization::createdAt);
    }

    @Test
    void cuts_a_long_device_name_between_characters() {
        var issued = flow.request.request(flow.client, form("device_name=" + "%F0%9F%96%A5".repeat(200)), DEVICE, NOON);

        assertThat(flow.find(issued).deviceName()).isEqualTo("\uD83D\uDDA5".repeat(100));
    }

    @Test
    void grants_the_scopes_of_the_client_when_none_is_asked() {
        assertThat(flow.find(flow.start()).scopes()).hasToString("read write");
    }

    @Test
    void grants_fewer_scopes_when_fewer_are_asked() {
        var issued = flow.request.request(flow.client, form("scope=write"), DEVICE, NOON);

        assertThat(flow.find(issued).scopes()).hasToString("write");
    }

    @Test
    void refuses_a_scope_that_the_client_does_not_have() {
        assertThatThrownBy(() -> flow.request.request(flow.client, form("scope=read+admin"), DEVICE, NOON))
                .isInstanceOf(OAuthException.class)
                .hasMessage("invalid_scope: this client may ask for: read write");
        assertThat(flow.audited()).isEmpty();
    }

    @Test
    void refuses_any_scope_to_a_client_that_has_none() {
        var bare = Samples.publicClient("bare", "Bare");

        assertThatThrownBy(() -> flow.request.request(bare, form("scope=read"), DEVICE, NOON))
                .hasMessage("invalid_scope: this client has no scopes");
    }

    @Test
    void refuses_a_client_that_may_not_use_the_grant() {
        var other = DeviceFlow.client("client-2", Set.of(GrantType.REFRESH_TOKEN));

        assertThatThrownBy(() -> flow.request.request(other, form(""), DEVICE, NOON))
                .isInstanceOf(OAuthException.class)
                .hasMessageStartingWith("unauthorized_client");
    }

    @Test
    void draws_again_when_a_user_code_is_taken() {
        var repeating = flow.request(new Secrets(new Repeating()));

        var first = repeating.request(flow.client, form(""), DEVICE, NOON);
        var second = repeating.request(flow.client, form(""), DEVICE, NOON);

        assertThat(first.userCode()).isNotEqualTo(second.userCode());
        assertThat(flow.find(second).id()).isNotEqualTo(flow.find(first).id());
    }

    @Test
    void gives_up_when_the_random_source_repeats_itself_for_ever() {
        var stuck = flow.request(new Secrets(new Stuck()));
        stuck.request(flow.client, form(""), DEVICE, NOON);

        assertThatThrownBy(() -> stuck.request(flow.client, form(""), DEVICE, NOON))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leaves_the_link_with_the_code_out_for_a_client_that_is_not_to_have_it() {
        var settings =
                new DeviceSettings("https://auth.example.org", Duration.ofMinutes(30), Duration.ofSeconds(5), 100);
        var plain = Samples.publicClient("plain", "Plain");
        flow.clients.add(plain);
        var authenticator = new ClientAuthenticator(flow.clients, flow.audit, true);
        var resource = new DeviceAuthorizationResource(authenticator, flow.request, settings, true);

        assertThat(resource.post(Asked.post("client_id=plain")).body()).doesNotContain("verification_uri_complete");
        assertThat(resource.post(Asked.post("client_id=client-1")).body()).contains("verification_uri_complete");
    }

    @Test
    void is_audited() {
        flow.start();

        assertThat(flow.audited()).containsExactly(EventType.DEVICE_REQUESTED);
    }

    /** A random source that draws the same user code each time. */
    private static final class Stuck extends SecureRandom {
        @Override
        public int nextInt(int bound) {
            return 0;
        }
    }

    /** A random source whose first two user codes are the same. */
    private static final class Repeating extends SecureRandom {
        private int drawn;

        @Override
        public int nextInt(int bound) {
            drawn++;
            return drawn <= 16 ? 0 : super.nextInt(bound);
        }
    }
}
