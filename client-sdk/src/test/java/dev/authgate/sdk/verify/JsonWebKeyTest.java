package dev.authgate.sdk.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7517, RFC 7518, RFC 8037: public keys and what they sign")
final class JsonWebKeyTest {
    private static final String PAYLOAD =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    private static final String EC_X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    private static final String EC_Y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
    private static final String RSA_N =
            "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
    private static final String ED_X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    private static KeySet keys(String... members) throws IOException {
        return KeySet.read("{\"keys\":[{" + String.join("},{", members) + "}]}");
    }

    private static boolean verifies(KeySet keys, SignatureAlgorithm algorithm, String content, String signature) {
        return algorithm.verifies(
                keys.find(null, algorithm).orElseThrow().key(),
                content.getBytes(StandardCharsets.US_ASCII),
                Base64Url.decode(signature).orElseThrow());
    }

    @Test
    void es256_as_in_rfc_7515_appendix_a_3() throws Exception {
        var keys = keys("\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + EC_X + "\",\"y\":\"" + EC_Y + "\"");
        var content = "eyJhbGciOiJFUzI1NiJ9." + PAYLOAD;
        var signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

        assertThat(verifies(keys, SignatureAlgorithm.ES256, content, signature)).isTrue();
        assertThat(verifies(keys, SignatureAlgorithm.ES256, content + "x", signature))
                .isFalse();
    }

    @Test
    void rs256_as_in_rfc_7515_appendix_a_2() throws Exception {
        var keys = keys("\"kty\":\"RSA\",\"n\":\"" + RSA_N + "\",\"e\":\"AQAB\"");
        var signature =
                "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

        assertThat(verifies(keys, SignatureAlgorithm.RS256, "eyJhbGciOiJSUzI1NiJ9." + PAYLOAD, signature))
                .isTrue();
        assertThat(verifies(keys, SignatureAlgorithm.RS256, "eyJhbGciOiJub25lIn0." + PAYLOAD, signature))
                .isFalse();
    }

    @Test
    void ed25519_as_in_rfc_8037_appendix_a_4() throws Exception {
        var keys = keys("\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + ED_X + "\"");
        var content = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        var signature = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

        assertThat(verifies(keys, SignatureAlgorithm.EDDSA, content, signature)).isTrue();
        assertThat(verifies(keys, SignatureAlgorithm.EDDSA, content.toLowerCase(java.util.Locale.ROOT), signature))
                .isFalse();
    }

    @Test
    void a_signature_of_zeros_or_of_another_length_is_none() throws Exception {
        var keys = keys(
                "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + EC_X + "\",\"y\":\"" + EC_Y + "\"",
                "\"kty\":\"RSA\",\"n\":\"" + RSA_N + "\",\"e\":\"AQAB\"",
                "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + ED_X + "\"");

        for (var algorithm : SignatureAlgorithm.values()) {
            for (var length : new int[] {0, 63, 64, 65, 256}) {
                assertThat(verifies(keys, algorithm, "a.b", Base64Url.encode(new byte[length])))
                        .as(algorithm + " " + length)
                        .isFalse();
            }
        }
    }

    @Test
    void one_key_never_verifies_another_algorithm() throws Exception {
        var keys = keys("\"kty\":\"RSA\",\"n\":\"" + RSA_N + "\",\"e\":\"AQAB\"");
        var rsa = keys.find(null, SignatureAlgorithm.RS256).orElseThrow().key();

        assertThat(keys.find(null, SignatureAlgorithm.ES256)).isEmpty();
        assertThat(SignatureAlgorithm.ES256.verifies(rsa, new byte[1], new byte[64]))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow\"",
                "\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"" + EC_X + "\",\"y\":\"" + EC_Y + "\"",
                "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + EC_X + "\",\"y\":\"" + EC_X + "\"",
                "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + EC_X + "\"",
                "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + EC_X + "\",\"y\":\"" + EC_Y + "\",\"use\":\"enc\"",
                "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + EC_X + "\",\"y\":\"" + EC_Y + "\",\"key_ops\":[\"sign\"]",
                "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + EC_X + "\",\"y\":\"" + EC_Y + "\",\"alg\":\"ES384\"",
                "\"kty\":\"RSA\",\"n\":\"" + EC_X + "\",\"e\":\"AQAB\"",
                "\"kty\":\"RSA\",\"n\":\"" + RSA_N + "\",\"e\":\"AQ\"",
                "\"kty\":\"RSA\",\"n\":\"" + RSA_N + "\",\"e\":\"AQAA\"",
                "\"kty\":\"RSA\",\"n\":\"" + RSA_N + "\",\"e\":\"not base 64\"",
                "\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"" + ED_X + "\"",
                "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQAB\"",
                "\"kid\":\"no kind\""
            })
    void keys_that_are_weak_or_for_something_else_are_passed_over(String members) throws Exception {
        assertThat(keys(members).keys()).isEmpty();
    }

    @Test
    void a_key_is_found_by_its_id_or_as_the_only_one() throws Exception {
        var one = SigningKey.of("one", SignatureAlgorithm.EDDSA);
        var two = SigningKey.of("two", SignatureAlgorithm.EDDSA);
        var keys = KeySet.read("{\"keys\":[5," + one.jwk() + "," + two.jwk() + "]}");

        assertThat(keys.find("two", SignatureAlgorithm.EDDSA).orElseThrow().id())
                .isEqualTo("two");
        assertThat(keys.find(null, SignatureAlgorithm.EDDSA)).isEmpty();
        assertThat(keys.find("three", SignatureAlgorithm.EDDSA)).isEmpty();
    }

    @Test
    void a_set_that_is_none_or_too_large_is_a_fault() {
        for (var text : new String[] {
            "", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[],\"keys\":[]}", "{\"keys\":[" + manyNumbers() + "]}"
        }) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> KeySet.read(text));
        }
    }

    private static String manyNumbers() {
        return String.join(",", Collections.nCopies(101, "1"));
    }
}
