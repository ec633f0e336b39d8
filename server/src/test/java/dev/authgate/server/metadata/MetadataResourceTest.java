package dev.authgate.server.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.http.Asked;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8414 section 2: Authorization Server Metadata")
class MetadataResourceTest {
    private final MetadataResource resource = resource(Duration.ofSeconds(30));

    private static MetadataResource resource(Duration longestWait) {
        return new MetadataResource(
                "https://auth.example.org", List.of("urn:ietf:params:oauth:grant-type:device_code"), longestWait);
    }

    @Test
    void names_the_issuer_and_every_endpoint_below_it() {
        assertThat(resource.get(Asked.get(null)).body())
                .contains("\"issuer\":\"https://auth.example.org\"")
                .contains("\"token_endpoint\":\"https://auth.example.org/oauth/token\"")
                .contains("\"device_authorization_endpoint\":\"https://auth.example.org/oauth/device/code\"")
                .contains("\"introspection_endpoint\":\"https://auth.example.org/oauth/introspect\"")
                .contains("\"revocation_endpoint\":\"https://auth.example.org/oauth/revoke\"")
                .contains("\"jwks_uri\":\"https://auth.example.org/.well-known/jwks.json\"");
    }

    @Test
    void names_the_grant_types_that_are_served_and_no_response_types() {
        assertThat(resource.get(Asked.get(null)).body())
                .contains("\"grant_types_supported\":[\"urn:ietf:params:oauth:grant-type:device_code\"]")
                .contains("\"response_types_supported\":[]");
    }

    @Test
    void tells_how_long_a_poll_may_ask_to_wait_where_it_may() {
        assertThat(resource.get(Asked.get(null)).body()).contains("\"authgate_poll_wait_seconds_max\":30");
        assertThat(resource(Duration.ZERO).get(Asked.get(null)).body()).doesNotContain("poll_wait");
    }

    @Test
    void may_be_kept_for_a_while() {
        var answer = resource.get(Asked.get(null));

        assertThat(Asked.header(answer, "Cache-Control")).containsExactly("public, max-age=900");
        assertThat(Asked.header(answer, "ETag")).hasSize(1);
    }
}
