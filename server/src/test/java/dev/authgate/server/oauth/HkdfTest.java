package dev.authgate.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 5869: HMAC-based Key Derivation Function")
class HkdfTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest(name = "RFC 5869 appendix A.{0}")
    @CsvSource({
        "1, 0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 000102030405060708090a0b0c, f0f1f2f3f4f5f6f7f8f9,"
                + " 077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5,"
                + " 3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        "3, 0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, '', '',"
                + " 19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04,"
                + " 8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    })
    void gives_the_bytes_of_the_test_vectors(
            int number, String secret, String salt, String info, String extracted, String expanded) {
        var key = Hkdf.extract(HEX.parseHex(salt), HEX.parseHex(secret));
        var bytes = Hkdf.expand(key, HEX.parseHex(info), 42);

        assertThat(number).isPositive();
        assertThat(HEX.formatHex(key)).isEqualTo(extracted);
        assertThat(HEX.formatHex(bytes)).isEqualTo(expanded);
    }

    @Test
    void gives_the_bytes_of_the_long_test_vector() {
        var key = Hkdf.extract(run(0x60, 80), run(0x00, 80));

        var bytes = Hkdf.expand(key, run(0xb0, 80), 82);

        assertThat(HEX.formatHex(key)).isEqualTo("06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244");
        assertThat(HEX.formatHex(bytes))
                .isEqualTo(
                        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e"
                                + "09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 8161})
    void refuses_lengths_that_it_cannot_give(int length) {
        assertThatThrownBy(() -> Hkdf.expand(new byte[32], new byte[0], length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8160");
    }

    private static byte[] run(int first, int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }
}
