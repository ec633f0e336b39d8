package dev.authgate.sdk.verify;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a token can be signed (RFC 7518 section 3.1, RFC 8037 section 3.1). There are no shared secrets among them, and no
 * {@code none}: a public key proves nothing under either.
 *
 * <pre>{@code
 * TokenVerifier verifier = TokenVerifier.builder(issuer, "https://api.example.com")
 *         .algorithms(SignatureAlgorithm.ES256, SignatureAlgorithm.EDDSA)   // and no RS256
 *         .build();
 * }</pre>
 */
public enum SignatureAlgorithm {
    /** ECDSA over P-256 with SHA-256. */
    ES256("ES256", "SHA256withECDSAinP1363Format") {
        @Override
        boolean fits(PublicKey key) {
            return key instanceof ECPublicKey;
        }

        @Override
        boolean isWellFormed(byte[] signature) {
            return signature.length == 2 * COORDINATE
                    && isScalar(Arrays.copyOf(signature, COORDINATE))
                    && isScalar(Arrays.copyOfRange(signature, COORDINATE, 2 * COORDINATE));
        }
    },
    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    RS256("RS256", "SHA256withRSA") {
        @Override
        boolean fits(PublicKey key) {
            return key instanceof RSAPublicKey;
        }

        @Override
        boolean isWellFormed(byte[] signature) {
            return signature.length >= 256;
        }
    },
    /** EdDSA with Ed25519. */
    EDDSA("EdDSA", "Ed25519") {
        @Override
        boolean fits(PublicKey key) {
            return key instanceof EdECPublicKey;
        }

        @Override
        boolean isWellFormed(byte[] signature) {
            return signature.length == 2 * COORDINATE;
        }
    };

    private static final int COORDINATE = 32;
    /** The order of P-256 (FIPS 186-4, D.1.2.3). */
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final String jwaName;
    private final String jdkName;

    SignatureAlgorithm(String jwaName, String jdkName) {
        this.jwaName = jwaName;
        this.jdkName = jdkName;
    }

    /** Its name in a token's header and in a key. */
    public String jwaName() {
        return jwaName;
    }

    static Optional<SignatureAlgorithm> named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.jwaName.equals(name))
                .findFirst();
    }

    abstract boolean fits(PublicKey key);

    abstract boolean isWellFormed(byte[] signature);

    /** A Java of early 2022 took a signature of zeros for good under any key. */
    private static boolean isScalar(byte[] bytes) {
        var number = new BigInteger(1, bytes);
        return number.signum() > 0 && number.compareTo(ORDER) < 0;
    }

    boolean verifies(PublicKey key, byte[] content, byte[] signature) {
        if (!fits(key) || !isWellFormed(signature)) {
            return false;
        }
        try {
            var verifier = Signature.getInstance(jdkName);
            verifier.initVerify(key);
            verifier.update(content);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
