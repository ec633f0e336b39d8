package dev.authgate.server.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The network an address belongs to")
class NetworkPrefixTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.0/24",
        "0.0.0.0, 0.0.0.0/24",
        "255.255.255.255, 255.255.255.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1::/48",
        "2001:DB8:1::, 2001:db8:1::/48",
        "2001:0db8:0001::6, 2001:db8:1::/48",
        "::1, 0:0:0::/48",
        "fe80::1%eth0, fe80:0:0::/48",
        "::ffff:203.0.113.9, 203.0.113.0/24",
        "::ffff:cb00:7109, 203.0.113.0/24"
    })
    void is_24_bits_of_ipv4_and_48_bits_of_ipv6(String address, String prefix) {
        assertThat(NetworkPrefix.of(address).value()).isEqualTo(prefix);
    }

    /** Only literals are read: a name server is never asked, and odd spellings of numbers are no addresses. */
    @ParameterizedTest
    @CsvSource({
        "local, local",
        "localhost, localhost",
        "example.com, example.com",
        "256.0.0.1, 256.0.0.1",
        "1.2.3, 1.2.3",
        "01.2.3.4, 01.2.3.4",
        "1.2.3.4.5, 1.2.3.4.5",
        "2001:db8::1::2, 2001:db8::1::2",
        "12345::, 12345::",
        ":::, :::",
        "'', ''"
    })
    void of_a_text_that_is_no_address_is_the_text(String text, String prefix) {
        assertThat(NetworkPrefix.of(text).value()).isEqualTo(prefix);
    }

    @Test
    void of_a_long_text_is_its_beginning() {
        assertThat(NetworkPrefix.of("x".repeat(10_000)).value()).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0, 203.0.113.255, true",
        "203.0.113.0, 203.0.114.0, false",
        "203.0.113.9, ::ffff:203.0.113.200, true",
        "2001:db8:1:ffff::, 2001:db8:1::1, true",
        "2001:db8:1::, 2001:db8:2::, false",
        "local, local, true",
        "local, 203.0.113.9, false"
    })
    void is_the_same_for_neighbours(String first, String second, boolean same) {
        assertThat(NetworkPrefix.sameNetwork(first, second)).isEqualTo(same);
    }
}
