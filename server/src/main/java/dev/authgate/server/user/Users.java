package dev.authgate.server.user;

import java.util.List;
import java.util.Optional;

/** The people who can sign in. */
public interface Users {
    Optional<User> find(String id);

    /** Finds by name, compared as {@link User#key} says. */
    Optional<User> findByUsername(String username);

    /** Finds by what another source calls the person. */
    Optional<User> findByExternalId(String source, String externalId);

    /** Adds a user; false when the name, or the external id of that source, is taken. */
    boolean add(User user);

    /**
     * Puts {@code next} in place of {@code expected}; false when the stored user has changed since.
     *
     * @throws dev.authgate.server.storage.AlreadyTaken when the name is another user's; the unit of work is then undone
     */
    boolean replace(User expected, User next);

    /** All of them, by name. */
    List<User> all();
}
