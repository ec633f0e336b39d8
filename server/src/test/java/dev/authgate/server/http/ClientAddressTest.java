package dev.authgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.address.AddressRange;
import dev.authgate.server.address.IpAddress;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OWASP ASVS 4.1.3: headers of proxies count only when the proxy is trusted")
class ClientAddressTest {
    private final ClientAddress direct = new ClientAddress(List.of());
    private final ClientAddress behindProxy =
            new ClientAddress(List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("::1")));

    @Test
    void a_stranger_cannot_say_where_it_is() {
        assertThat(direct.of("203.0.113.5", List.of("198.51.100.7"))).isEqualTo("203.0.113.5");
        assertThat(behindProxy.of("203.0.113.5", List.of("198.51.100.7"))).isEqualTo("203.0.113.5");
    }

    @Test
    void a_trusted_proxy_tells_who_asked_it() {
        assertThat(behindProxy.of("10.1.2.3", List.of("198.51.100.7"))).isEqualTo("198.51.100.7");
    }

    @Test
    void what_stands_left_of_the_first_stranger_was_written_by_the_stranger() {
        assertThat(behindProxy.of("10.1.2.3", List.of("1.1.1.1, 198.51.100.7, 10.9.9.9")))
                .isEqualTo("198.51.100.7");
        assertThat(behindProxy.of("10.1.2.3", List.of("1.1.1.1", "198.51.100.7")))
                .isEqualTo("198.51.100.7");
    }

    @Test
    void nonsense_ends_the_search() {
        assertThat(behindProxy.of("10.1.2.3", List.of("198.51.100.7, evil.example")))
                .isEqualTo("10.1.2.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999.1.1.1", "a.b.c.d", "1.2.3", "010.0.0.1", "localhost", "", "[", "1.2.3.4.5"})
    void a_text_that_is_no_address_is_never_asked_of_a_name_server(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void an_ipv6_peer_may_stand_in_brackets() {
        assertThat(behindProxy.of("[0:0:0:0:0:0:0:1]", List.of("2001:db8::7"))).isEqualTo("2001:db8:0:0:0:0:0:7");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "2001:db8::/32, 2001:db8:1::1, true",
        "2001:db8::/32, 10.0.0.1, false",
        "0.0.0.0/0, 8.8.8.8, true"
    })
    void a_block_holds_what_shares_its_prefix(String block, String address, boolean inside) {
        var parsed = IpAddress.parse(address).orElseThrow();

        assertThat(AddressRange.parse(block).contains(parsed)).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "evil.example/8"})
    void a_block_is_an_address_and_a_prefix(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
