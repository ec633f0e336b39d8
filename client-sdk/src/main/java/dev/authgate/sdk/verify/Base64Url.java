package dev.authgate.sdk.verify;

import java.util.Base64;
import java.util.Optional;

/** RFC 7515 section 2: base64url without padding, and in the one spelling that an encoder gives. */
final class Base64Url {
    private Base64Url() {}

    /** The bytes; nothing if the text is not such, or only nearly. */
    static Optional<byte[]> decode(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            // The JDK overlooks padding and stray bits at the end: two spellings of one token.
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
