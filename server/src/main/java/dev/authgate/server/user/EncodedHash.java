package dev.authgate.server.user;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.HashingFunction;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A stored password hash, read with care: a value from an import is still input, and its cost must not be able to stop
 * the server.
 *
 * <p>Only password4j's functions are used and never its {@code Password} builder: the builder reads a
 * {@code psw4j.properties} file, warns when there is none and prints a banner; the functions, given a salt, do neither.
 *
 * @param function what computes it again
 * @param current whether a new hash would have the same kind and cost
 */
record EncodedHash(HashingFunction function, boolean current) {
    static final int MEMORY_KIB = 19_456;
    static final int PASSES = 2;
    static final int LANES = 1;
    static final int TAG_BYTES = 32;
    static final int SALT_BYTES = 16;

    private static final int MOST_MEMORY_KIB = 262_144;
    private static final int MOST_PASSES = 16;
    private static final int MOST_LANES = 8;
    private static final int HIGHEST_BCRYPT_COST = 15;
    private static final Pattern ARGON2 = Pattern.compile("\\$argon2(id|i|d)\\$v=(16|19)"
            + "\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,171})");
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|[12]\\d|3[01])\\$[./A-Za-z0-9]{53}");
    private static final String CURRENT_PREFIX =
            "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$";

    /** How new hashes are made. */
    static Argon2Function newest() {
        return Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, TAG_BYTES, Argon2.ID);
    }

    /**
     * Where a hash of the newest kind is wanted and no password shall have it: drawn instead of computed. Looking at it
     * takes as long as at any other.
     */
    static String drawn(SecureRandom random) {
        return CURRENT_PREFIX + drawn(random, SALT_BYTES) + "$" + drawn(random, TAG_BYTES);
    }

    private static String drawn(SecureRandom random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty when the text is no Argon2 or bcrypt hash, or one that costs more than this server is willing to pay. */
    static Optional<EncodedHash> parse(String encoded) {
        if (ARGON2.matcher(encoded).matches()) {
            return argon2(encoded);
        }
        return bcrypt(encoded);
    }

    private static Optional<EncodedHash> argon2(String encoded) {
        var parts = ARGON2.matcher(encoded);
        if (!parts.matches()
                || !within(parts.group(3), MOST_MEMORY_KIB)
                || !within(parts.group(4), MOST_PASSES)
                || !within(parts.group(5), MOST_LANES)) {
            return Optional.empty();
        }
        var current = encoded.startsWith(CURRENT_PREFIX)
                && bytesOf(parts.group(6)) >= SALT_BYTES
                && bytesOf(parts.group(7)) >= TAG_BYTES;
        return Optional.of(new EncodedHash(Argon2Function.getInstanceFromHash(encoded), current));
    }

    private static boolean within(String number, int most) {
        var value = Integer.parseInt(number);
        return value >= 1 && value <= most;
    }

    private static int bytesOf(String base64) {
        return base64.length() * 3 / 4;
    }

    private static Optional<EncodedHash> bcrypt(String encoded) {
        var parts = BCRYPT.matcher(encoded);
        if (!parts.matches() || !within(parts.group(1), HIGHEST_BCRYPT_COST)) {
            return Optional.empty();
        }
        return Optional.of(new EncodedHash(BcryptFunction.getInstanceFromHash(encoded), false));
    }

    /** Computes the hash again; this is the slow part. */
    boolean matches(String password, String encoded) {
        return function.check(password.getBytes(StandardCharsets.UTF_8), encoded.getBytes(StandardCharsets.US_ASCII));
    }
}
