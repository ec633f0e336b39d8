package dev.authgate.sdk.verify;

import dev.authgate.sdk.internal.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A token in the compact form of RFC 7515 section 7.1, taken apart and not yet believed. */
final class SignedToken {
    static final int LONGEST = 16 * 1024;

    private static final int LONGEST_KEY_ID = 256;
    private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt");

    private final SignatureAlgorithm algorithm;
    private final @Nullable String keyId;
    private final byte[] payload;
    private final byte[] content;
    private final byte[] signature;

    private SignedToken(Map<String, Object> header, String[] parts) throws RefusedToken {
        this.algorithm = algorithm(header);
        this.keyId = keyId(header);
        this.payload = decoded(parts[1]);
        this.content = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        this.signature = decoded(parts[2]);
    }

    static SignedToken read(String text) throws RefusedToken {
        if (text.length() > LONGEST) {
            throw RefusedToken.because("the token is longer than " + LONGEST + " characters");
        }
        var parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw RefusedToken.because("the token is no signed JWT: it has not three parts");
        }
        var header = json(decoded(parts[0]), "header");
        checkHeader(header);
        return new SignedToken(header, parts);
    }

    /** How it says it is signed. */
    SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** By which key it says it is signed. */
    @Nullable
    String keyId() {
        return keyId;
    }

    boolean isSignedBy(PublicKey key) {
        return algorithm.verifies(key, content, signature);
    }

    Map<String, Object> claims() throws RefusedToken {
        return json(payload, "payload");
    }

    private static byte[] decoded(String part) throws RefusedToken {
        return Base64Url.decode(part).orElseThrow(() -> RefusedToken.because("a part of the token is not base64url"));
    }

    private static Map<String, Object> json(byte[] bytes, String what) throws RefusedToken {
        try {
            return new JsonTree(LONGEST).readObject(bytes);
        } catch (IOException e) {
            throw RefusedToken.because("the " + what + " is " + e.getMessage());
        }
    }

    /** RFC 9068 section 4: a token of another type, such as an ID token, is no access token. */
    private static void checkHeader(Map<String, Object> header) throws RefusedToken {
        if (!(header.get("typ") instanceof String type && TYPES.contains(type.toLowerCase(Locale.ROOT)))) {
            throw RefusedToken.because("the token's type is not at+jwt");
        }
        // RFC 7515 section 4.1.11: whoever does not understand what is listed there must refuse; nothing is understood.
        if (header.containsKey("crit")) {
            throw RefusedToken.because("the token uses an extension (crit) that is not understood");
        }
    }

    private static SignatureAlgorithm algorithm(Map<String, Object> header) throws RefusedToken {
        return header.get("alg") instanceof String name
                ? SignatureAlgorithm.named(name).orElseThrow(SignedToken::notAllowed)
                : refuseAlgorithm();
    }

    private static SignatureAlgorithm refuseAlgorithm() throws RefusedToken {
        throw notAllowed();
    }

    static RefusedToken notAllowed() {
        return RefusedToken.because("the token's algorithm is not allowed");
    }

    private static @Nullable String keyId(Map<String, Object> header) throws RefusedToken {
        var id = header.get("kid");
        if (id == null) {
            return null;
        }
        if (id instanceof String text && text.length() <= LONGEST_KEY_ID) {
            return text;
        }
        throw RefusedToken.because("the token's kid is not a short text");
    }
}
