package dev.authgate.sdk.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Keys for ES256 (RFC 7518 section 3.4): the last one signs, all of them are published (RFC 7517 section 5). */
final class SigningKeys {
    private static final int COORDINATE = 32;

    private final List<KeyPair> keys = new ArrayList<>();
    private int firstPublished;

    SigningKeys() {
        add();
    }

    /** From now on a new key signs; the earlier ones stay published. */
    synchronized void add() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys.add(generator.generateKeyPair());
        } catch (GeneralSecurityException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    /** From now on only the key that signs is published. */
    synchronized void withdrawOld() {
        firstPublished = keys.size() - 1;
    }

    /** A signed token (RFC 7515 section 7.1) with these claims. */
    synchronized String sign(String claims) {
        var newest = keys.size() - 1;
        var header = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + kid(newest) + "\"}";
        var content =
                encode(header.getBytes(StandardCharsets.UTF_8)) + "." + encode(claims.getBytes(StandardCharsets.UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.get(newest).getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encode(signature.sign());
        } catch (GeneralSecurityException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    /** The published keys. */
    synchronized String document() {
        return IntStream.range(firstPublished, keys.size())
                .mapToObj(this::jwk)
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private String jwk(int number) {
        var point = ((ECPublicKey) keys.get(number).getPublic()).getW();
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"" + kid(number)
                + "\",\"x\":\"" + encode(fixed(point.getAffineX().toByteArray())) + "\",\"y\":\""
                + encode(fixed(point.getAffineY().toByteArray())) + "\"}";
    }

    private static String kid(int number) {
        return "key-" + (number + 1);
    }

    /** Big-endian, without a sign, of the curve's length. */
    private static byte[] fixed(byte[] number) {
        var fixed = new byte[COORDINATE];
        var length = Math.min(number.length, COORDINATE);
        System.arraycopy(number, number.length - length, fixed, COORDINATE - length, length);
        return fixed;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
