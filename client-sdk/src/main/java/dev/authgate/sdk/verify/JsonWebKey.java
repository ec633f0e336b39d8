package dev.authgate.sdk.verify;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public key from a server's set (RFC 7517 section 4).
 *
 * @param id its {@code kid}, if it has one
 * @param algorithm what it verifies: one key serves one algorithm
 * @param key the key
 */
record JsonWebKey(@Nullable String id, SignatureAlgorithm algorithm, PublicKey key) {
    private static final int P256_COORDINATE = 32;
    private static final int SMALLEST_RSA_BITS = 2048;
    private static final int LARGEST_RSA_BITS = 16384;

    /** RFC 7517 section 5: keys of a kind one does not know, or that are for something else, are to be passed over. */
    static Optional<JsonWebKey> read(Map<String, ?> members) {
        var algorithm = algorithm(members);
        if (algorithm.isEmpty() || !isForSignatures(members) || !namesNoOther(members, algorithm.get())) {
            return Optional.empty();
        }
        try {
            return key(algorithm.get(), members)
                    .map(key -> new JsonWebKey(text(members, "kid").orElse(null), algorithm.get(), key));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Optional<SignatureAlgorithm> algorithm(Map<String, ?> members) {
        var curve = text(members, "crv").orElse("");
        return switch (text(members, "kty").orElse("")) {
            case "EC" -> curve.equals("P-256") ? Optional.of(SignatureAlgorithm.ES256) : Optional.empty();
            case "OKP" -> curve.equals("Ed25519") ? Optional.of(SignatureAlgorithm.EDDSA) : Optional.empty();
            case "RSA" -> Optional.of(SignatureAlgorithm.RS256);
            default -> Optional.empty();
        };
    }

    private static boolean isForSignatures(Map<String, ?> members) {
        var operations = members.get("key_ops");
        return text(members, "use").orElse("sig").equals("sig")
                && (!(operations instanceof List<?> known) || known.contains("verify"));
    }

    private static boolean namesNoOther(Map<String, ?> members, SignatureAlgorithm algorithm) {
        return text(members, "alg").orElse(algorithm.jwaName()).equals(algorithm.jwaName());
    }

    private static Optional<PublicKey> key(SignatureAlgorithm algorithm, Map<String, ?> members)
            throws GeneralSecurityException {
        return switch (algorithm) {
            case ES256 -> ec(members);
            case RS256 -> rsa(members);
            case EDDSA -> ed25519(members);
        };
    }

    private static Optional<PublicKey> ec(Map<String, ?> members) throws GeneralSecurityException {
        var x = bytes(members, "x");
        var y = bytes(members, "y");
        if (x.length != P256_COORDINATE || y.length != P256_COORDINATE) {
            return Optional.empty();
        }
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var curve = parameters.getParameterSpec(ECParameterSpec.class);
        var point = new ECPoint(new BigInteger(1, x), new BigInteger(1, y));
        return isOnCurve(point, curve)
                ? Optional.of(KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve)))
                : Optional.empty();
    }

    /** A point beside the curve makes verifying say anything. */
    private static boolean isOnCurve(ECPoint point, ECParameterSpec spec) {
        var curve = spec.getCurve();
        var prime = ((ECFieldFp) curve.getField()).getP();
        var x = point.getAffineX();
        var y = point.getAffineY();
        var right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(prime);
        return x.compareTo(prime) < 0
                && y.compareTo(prime) < 0
                && y.pow(2).mod(prime).equals(right);
    }

    private static Optional<PublicKey> rsa(Map<String, ?> members) throws GeneralSecurityException {
        var modulus = new BigInteger(1, bytes(members, "n"));
        var exponent = new BigInteger(1, bytes(members, "e"));
        if (modulus.bitLength() < SMALLEST_RSA_BITS
                || modulus.bitLength() > LARGEST_RSA_BITS
                || exponent.compareTo(BigInteger.TWO) <= 0
                || exponent.bitLength() > Integer.SIZE
                || !exponent.testBit(0)) {
            return Optional.empty();
        }
        return Optional.of(KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
    }

    /** RFC 8032 section 5.1.2: little-endian, with the sign of x in the highest bit. */
    private static Optional<PublicKey> ed25519(Map<String, ?> members) throws GeneralSecurityException {
        var bytes = bytes(members, "x");
        if (bytes.length != P256_COORDINATE) {
            return Optional.empty();
        }
        var xIsOdd = (bytes[bytes.length - 1] & 0x80) != 0;
        var bigEndian = new byte[bytes.length];
        for (var index = 0; index < bytes.length; index++) {
            bigEndian[bytes.length - 1 - index] = bytes[index];
        }
        bigEndian[0] &= 0x7f;
        var point = new EdECPoint(xIsOdd, new BigInteger(1, bigEndian));
        return Optional.of(KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point)));
    }

    private static byte[] bytes(Map<String, ?> members, String name) {
        return text(members, name).flatMap(Base64Url::decode).orElse(new byte[0]);
    }

    private static Optional<String> text(Map<String, ?> members, String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
