package dev.authgate.server.key;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/** How access tokens are signed: RFC 7518 section 3.1, RFC 8037 section 3.1. */
public enum SigningAlgorithm {
    /** A secret that signer and verifier share. */
    HS256("HS256", ""),
    ES256("ES256", "EC"),
    RS256("RS256", "RSA"),
    /** With Ed25519. The library's own default would be Ed448, which few verifiers know. */
    EDDSA("EdDSA", "Ed25519");

    private final String jwaName;
    private final String keyType;

    SigningAlgorithm(String jwaName, String keyType) {
        this.jwaName = jwaName;
        this.keyType = keyType;
    }

    /** The value of {@code alg}. */
    public String jwaName() {
        return jwaName;
    }

    public static Optional<SigningAlgorithm> of(String jwaName) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.jwaName.equals(jwaName))
                .findFirst();
    }

    /** The library's name for it; whoever calls this has a key of the right kind, for it came from here. */
    @SuppressWarnings("unchecked")
    public SecureDigestAlgorithm<Key, ?> jwa() {
        var jwa =
                switch (this) {
                    case HS256 -> Jwts.SIG.HS256;
                    case ES256 -> Jwts.SIG.ES256;
                    case RS256 -> Jwts.SIG.RS256;
                    case EDDSA -> Jwts.SIG.EdDSA;
                };
        return (SecureDigestAlgorithm<Key, ?>) (SecureDigestAlgorithm<?, ?>) jwa;
    }

    KeyPair draw() {
        return switch (this) {
            case HS256 -> throw new IllegalStateException("A shared secret has no two halves");
            case ES256 -> Jwts.SIG.ES256.keyPair().build();
            case RS256 -> Jwts.SIG.RS256.keyPair().build();
            case EDDSA -> Jwks.CRV.Ed25519.keyPair().build();
        };
    }

    PrivateKey privateKey(byte[] encoded) {
        try {
            return KeyFactory.getInstance(keyType).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored private key cannot be read", e);
        }
    }

    PublicKey publicKey(byte[] encoded) {
        try {
            return KeyFactory.getInstance(keyType).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored public key cannot be read", e);
        }
    }
}
