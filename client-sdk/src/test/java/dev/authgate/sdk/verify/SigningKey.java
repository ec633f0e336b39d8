package dev.authgate.sdk.verify;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;

/** A key that signs tokens, and its public half as a member of a key set. */
record SigningKey(String id, SignatureAlgorithm algorithm, KeyPair pair) {
    static SigningKey of(String id, SignatureAlgorithm algorithm) {
        try {
            return new SigningKey(id, algorithm, generator(algorithm).generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPairGenerator generator(SignatureAlgorithm algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case ES256 -> {
                var generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                yield generator;
            }
            case RS256 -> {
                var generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                yield generator;
            }
            case EDDSA -> KeyPairGenerator.getInstance("Ed25519");
        };
    }

    String header() {
        return "{\"typ\":\"at+jwt\",\"alg\":\"" + algorithm.jwaName() + "\",\"kid\":\"" + id + "\"}";
    }

    String sign(String claims) {
        return sign(header(), claims);
    }

    String sign(String header, String claims) {
        var content = encode(header) + "." + encode(claims);
        try {
            var signer = Signature.getInstance(
                    switch (algorithm) {
                        case ES256 -> "SHA256withECDSAinP1363Format";
                        case RS256 -> "SHA256withRSA";
                        case EDDSA -> "Ed25519";
                    });
            signer.initSign(pair.getPrivate());
            signer.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + Base64Url.encode(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encode(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    String jwk() {
        return "{\"kid\":\"" + id + "\",\"use\":\"sig\",\"alg\":\"" + algorithm.jwaName() + "\"," + publicHalf() + "}";
    }

    private String publicHalf() {
        return switch (algorithm) {
            case ES256 -> {
                var point = ((ECPublicKey) pair.getPublic()).getW();
                yield "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + fixed(point.getAffineX()) + "\",\"y\":\""
                        + fixed(point.getAffineY()) + "\"";
            }
            case RS256 -> {
                var key = (RSAPublicKey) pair.getPublic();
                yield "\"kty\":\"RSA\",\"n\":\"" + unsigned(key.getModulus()) + "\",\"e\":\""
                        + unsigned(key.getPublicExponent()) + "\"";
            }
            case EDDSA -> "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + littleEndian() + "\"";
        };
    }

    private static String fixed(BigInteger number) {
        var bytes = number.toByteArray();
        var fixed = new byte[32];
        var length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return Base64Url.encode(fixed);
    }

    private static String unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        return Base64Url.encode(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private String littleEndian() {
        var point = ((EdECPublicKey) pair.getPublic()).getPoint();
        var bytes = new byte[32];
        var number = point.getY();
        for (var index = 0; index < 32; index++) {
            bytes[index] = number.shiftRight(8 * index).byteValue();
        }
        bytes[31] |= (byte) (point.isXOdd() ? 0x80 : 0);
        return Base64Url.encode(bytes);
    }
}
