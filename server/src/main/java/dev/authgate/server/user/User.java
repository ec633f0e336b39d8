package dev.authgate.server.user;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A person who can sign in.
 *
 * @param username as the person writes it; unique without regard to case or Unicode form
 * @param passwordHash the encoded Argon2id or bcrypt hash; null for a user of an external service
 * @param source where the user comes from: {@code local}, or the name of an external service
 * @param externalId the id at that service; null for local users
 */
public record User(
        String id,
        String username,
        @Nullable String passwordHash,
        Role role,
        boolean enabled,
        @Nullable String email,
        @Nullable String fullName,
        String source,
        @Nullable String externalId,
        Instant createdAt,
        Instant passwordChangedAt) {
    /** The source of users whose password is kept here. */
    public static final String LOCAL = "local";

    /** A user of this server, with a password kept here. */
    public static User local(String id, String username, String passwordHash, Role role, Instant now) {
        return new User(id, username, passwordHash, role, true, null, null, LOCAL, null, now, now);
    }

    /** A user whom another service vouches for, and who has no password here. */
    public static User external(String id, String username, String source, String externalId, Instant now) {
        return new User(id, username, null, Role.USER, true, null, null, source, externalId, now, now);
    }

    /** Whether the password is kept here. */
    public boolean isLocal() {
        return source.equals(LOCAL);
    }

    /**
     * The same user as another service describes the person now.
     *
     * @param name a name that differs in case only is the same name, and stays as it was
     * @param newEmail empty when there is none; null when nothing is said about it, and the known one stays
     * @param newFullName likewise
     */
    User inStepWith(String name, @Nullable String newEmail, @Nullable String newFullName) {
        return new User(
                id,
                key(name).equals(key(username)) ? username : name,
                passwordHash,
                role,
                enabled,
                newer(newEmail, email),
                newer(newFullName, fullName),
                source,
                externalId,
                createdAt,
                passwordChangedAt);
    }

    private static @Nullable String newer(@Nullable String told, @Nullable String known) {
        if (told == null) {
            return known;
        }
        return told.isEmpty() ? null : told;
    }

    /** The form in which usernames are compared: Unicode NFKC, then lower case. */
    public static String key(String username) {
        return Normalizer.normalize(username, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    public User withPassword(String hash, Instant now) {
        return new User(id, username, hash, role, enabled, email, fullName, source, externalId, createdAt, now);
    }

    /** The same password under a newer hash: nothing has changed for the person. */
    public User rehashed(String hash) {
        return new User(
                id, username, hash, role, enabled, email, fullName, source, externalId, createdAt, passwordChangedAt);
    }

    public User disabled() {
        return new User(
                id,
                username,
                passwordHash,
                role,
                false,
                email,
                fullName,
                source,
                externalId,
                createdAt,
                passwordChangedAt);
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "User[" + id + ", " + role + ", " + (enabled ? "enabled" : "disabled") + ", " + source + "]";
    }
}
