package dev.authgate.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.sdk.testkit.FakeAuthServer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 8414 section 3: a server's metadata")
class DiscoveryTest {
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    private final FakeAuthServer server = FakeAuthServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void is_read_when_it_is_needed_and_once() throws Exception {
        try (var client = client("")) {
            assertThat(server.requests(OAUTH)).isEmpty();

            client.startDeviceLogin().close();
            client.startDeviceLogin().close();

            assertThat(server.requests(OAUTH)).hasSize(1);
        }
    }

    @Test
    void is_not_needed_when_the_endpoints_are_known() throws Exception {
        try (var client = OAuthClient.builder(server.issuer(), "my-cli")
                .endpoints(server.endpoints())
                .build()) {
            client.startDeviceLogin().close();

            assertThat(server.requests(OAUTH)).isEmpty();
        }
    }

    @Test
    void tells_all_endpoints_and_what_is_offered() throws Exception {
        server.holdsPollsFor(Duration.ofSeconds(25));
        try (var client = client("")) {
            assertThat(client.endpoints()).hasToString(server.endpoints().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/tenant/one, /.well-known/oauth-authorization-server/tenant/one",
        "/tenant/one/, /.well-known/oauth-authorization-server/tenant/one",
        "/, /.well-known/oauth-authorization-server"
    })
    void is_between_host_and_path(String path, String place) throws Exception {
        server.on(place).answer(200, metadata(server.issuer() + path));
        try (var client = client(path)) {
            assertThat(client.endpoints().token()).isEqualTo(server.issuer().resolve("/t"));
        }
    }

    @ParameterizedTest
    @CsvSource({"'', /.well-known/openid-configuration", "/base, /base/.well-known/openid-configuration"})
    void is_also_looked_for_where_openid_servers_have_it(String path, String place) throws Exception {
        server.on(OAUTH).fail(404);
        server.on(place).answer(200, metadata(server.issuer() + path));
        try (var client = client(path)) {
            assertThat(client.endpoints().token()).isEqualTo(server.issuer().resolve("/t"));
        }
    }

    @Test
    void of_another_issuer_is_not_used() {
        server.on(OAUTH).answer(200, metadata("https://evil.example"));
        try (var client = client("")) {
            assertFault(client, OAuthException.Code.PROTOCOL, "is the metadata of https://evil.example");
        }
    }

    @Test
    void has_exactly_the_name_of_the_issuer() {
        server.on(OAUTH).answer(200, metadata(server.issuer() + "/"));
        try (var client = client("")) {
            assertFault(client, OAuthException.Code.PROTOCOL, "is the metadata of " + server.issuer() + "/");
        }
    }

    @Test
    void without_a_device_authorization_endpoint_is_no_use() {
        server.on(OAUTH).altered(body -> body.replace("device_authorization_endpoint", "something_else"));
        try (var client = client("")) {
            assertFault(client, OAuthException.Code.PROTOCOL, "has no device_authorization_endpoint");
        }
    }

    @Test
    void with_an_endpoint_that_is_not_safe_is_no_use() {
        server.on(OAUTH)
                .answer(
                        200,
                        metadata(server.issuer().toString()).replace(server.issuer() + "/t", "http://evil.example/t"));
        try (var client = client("")) {
            assertFault(client, OAuthException.Code.PROTOCOL, "has no token_endpoint");
        }
    }

    @Test
    void that_is_nowhere_is_a_fault_that_names_the_places() {
        server.on(OAUTH).fail(404);
        try (var client = client("")) {
            assertFault(
                    client,
                    OAuthException.Code.PROTOCOL,
                    server.issuer() + OAUTH + " nor at " + server.issuer() + OPENID);
        }
    }

    @Test
    void that_is_a_page_for_people_is_none() {
        server.on(OAUTH).answer(200, "<html>Welcome</html>");
        try (var client = client("")) {
            assertFault(client, OAuthException.Code.PROTOCOL, "<html>Welcome</html>");
        }
    }

    @Test
    void that_cannot_be_had_now_is_asked_for_again_later() throws Exception {
        server.on(OAUTH).unavailable(Duration.ofSeconds(3)).normally();
        try (var client = client("")) {
            assertFault(client, OAuthException.Code.SERVER, "503");

            assertThat(client.endpoints().revocation()).isPresent();
            assertThat(server.requests(OPENID)).isEmpty();
        }
    }

    @Test
    void tells_where_a_token_is_explained_by_either_name() throws Exception {
        server.on(OAUTH)
                .altered(body -> body.replace("{\"issuer", "{\"userinfo_endpoint\":\"http://localhost/u\",\"issuer"));
        try (var client = client("")) {
            assertThat(client.endpoints().tokenInfo()).contains(URI.create("http://localhost/u"));
        }
        server.on(OAUTH)
                .altered(body -> body.replace(
                        "{\"issuer",
                        "{\"userinfo_endpoint\":\"http://localhost/u\","
                                + "\"tokeninfo_endpoint\":\"http://localhost/t\",\"issuer"));
        try (var client = client("")) {
            assertThat(client.endpoints().tokenInfo()).contains(URI.create("http://localhost/t"));
        }
    }

    private OAuthClient client(String path) {
        return OAuthClient.builder(URI.create(server.issuer() + path), "my-cli").build();
    }

    private String metadata(String issuer) {
        return "{\"issuer\":\"" + issuer + "\",\"token_endpoint\":\"" + server.issuer()
                + "/t\",\"device_authorization_endpoint\":\"" + server.issuer() + "/d\"}";
    }

    private static void assertFault(OAuthClient client, OAuthException.Code code, String message) {
        assertThatThrownBy(client::endpoints)
                .isInstanceOfSatisfying(
                        OAuthException.class, fault -> assertThat(fault.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
