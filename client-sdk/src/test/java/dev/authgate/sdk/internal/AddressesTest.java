package dev.authgate.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An address is safe")
class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://auth.example.com",
                "HTTPS://auth.example.com:8443/a?b=c",
                "http://localhost:8080",
                "http://LOCALHOST",
                "http://127.0.0.1/x",
                "http://127.1.2.3",
                "http://[::1]:80/"
            })
    void when_it_is_https_or_on_this_machine(String address) {
        assertThat(Addresses.safe(address)).contains(URI.create(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://auth.example.com",
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example",
                "http://0.0.0.0",
                "https://user@auth.example.com",
                "https://auth.example.com/#part",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "ftp://localhost/",
                "https:/no-host",
                "/relative",
                "",
                "https://exa mple.com",
                "https://a.example/\u001b[2J"
            })
    void and_never_otherwise(String address) {
        assertThat(Addresses.safe(address)).isEmpty();
    }

    @Test
    void or_the_message_says_what_is_allowed() {
        assertThatThrownBy(() -> Addresses.requireSafe("the issuer", URI.create("http://auth.example.com")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the issuer is http://auth.example.com")
                .hasMessageContaining("https");
        assertThat(Addresses.safe(null)).isEmpty();
    }
}
