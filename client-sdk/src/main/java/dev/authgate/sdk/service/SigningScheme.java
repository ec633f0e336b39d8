package dev.authgate.sdk.service;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How AuthGate signs its requests: the setting {@code HTTP_API_AUTH_MODE} or {@code TOKEN_API_AUTH_MODE}.
 *
 * <pre>{@code
 * var scheme = SigningScheme.valueOf("hmac2".toUpperCase(Locale.ROOT));
 * var verifier = RequestVerifier.of(scheme, System.getenv("AUTHGATE_SECRET"));
 * }</pre>
 */
public enum SigningScheme {
    /**
     * {@code hmac}: time, method, path with its escapes undone, query and body, one behind the other. The nonce is not
     * signed, so a request is known by its signature.
     */
    HMAC("") {
        @Override
        byte[] text(SignedParts parts) {
            var text = new ByteArrayOutputStream();
            text.writeBytes(bytes(parts.timestamp() + parts.method()));
            text.writeBytes(unescaped(parts.path()));
            text.writeBytes(bytes(parts.query()));
            text.writeBytes(parts.body());
            return text.toByteArray();
        }

        @Override
        String identity(SignedParts parts, String signature) {
            return signature;
        }
    },
    /**
     * {@code hmac2}: a line each for the name of the scheme, time, nonce, method, path with query as they stand in the
     * request, and the SHA-256 of the body. Nothing in it can be moved or exchanged.
     */
    HMAC2("v2=") {
        @Override
        byte[] text(SignedParts parts) {
            return bytes(String.join(
                    "\n",
                    "authgate-hmac2",
                    parts.timestamp(),
                    parts.nonce(),
                    parts.method(),
                    parts.path() + parts.query(),
                    sha256(parts.body())));
        }

        @Override
        String identity(SignedParts parts, String signature) {
            return parts.nonce();
        }
    };

    private final String prefix;

    SigningScheme(String prefix) {
        this.prefix = prefix;
    }

    /** What stands before the digits in {@code X-Signature}. */
    String prefix() {
        return prefix;
    }

    /** What is signed. */
    abstract byte[] text(SignedParts parts);

    /** What no second genuine request has in common with this one. */
    abstract String identity(SignedParts parts, String signature);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 3986 section 2.1; an escape that is none stays as it is. */
    private static byte[] unescaped(String path) {
        var bytes = bytes(path);
        var text = new ByteArrayOutputStream();
        for (var i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2])) {
                text.write(HexFormat.fromHexDigit(bytes[i + 1]) * 16 + HexFormat.fromHexDigit(bytes[i + 2]));
                i += 2;
            } else {
                text.write(bytes[i]);
            }
        }
        return text.toByteArray();
    }

    private static boolean isHex(byte character) {
        return HexFormat.isHexDigit(character);
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
