package dev.authgate.server.device;

import dev.authgate.server.oauth.Secrets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The short code that a person types: RFC 8628 section 6.1.
 *
 * <p>Eight of twenty letters, about 34.5 bits: no vowels, so that no words come up, and nothing that looks like
 * something else.
 *
 * @param letters the eight capital letters, without the hyphen
 */
public record UserCode(String letters) {
    static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final int LONGEST_TYPED = 64;

    /** Spaces of all kinds and dashes of all kinds do not matter, because phones replace what people type. */
    private static final Pattern IGNORED = Pattern.compile("[\\s\\p{Z}\\p{Pd}_.]");

    public UserCode {
        if (letters.length() != LENGTH || !letters.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("A user code is eight letters of " + ALPHABET);
        }
    }

    static UserCode draw(Secrets secrets) {
        var letters = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) {
            letters.append(ALPHABET.charAt(secrets.below(ALPHABET.length())));
        }
        return new UserCode(letters.toString());
    }

    /** Reads what somebody typed; empty when it cannot be a code. Only ASCII letters are raised to capitals. */
    public static Optional<UserCode> typed(String text) {
        if (text.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        var letters = new StringBuilder();
        IGNORED.matcher(text).replaceAll("").chars().forEach(c -> letters.append(capital((char) c)));
        var plausible = letters.length() == LENGTH && letters.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
        return plausible ? Optional.of(new UserCode(letters.toString())) : Optional.empty();
    }

    private static char capital(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }

    /** The form that people see: {@code XXXX-XXXX}. */
    public String shown() {
        return letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2);
    }

    /** Never shows the code: it is as good as a key while the request waits. */
    @Override
    public String toString() {
        return "UserCode[hidden]";
    }
}
