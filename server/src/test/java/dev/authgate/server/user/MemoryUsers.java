package dev.authgate.server.user;

import static java.util.Comparator.comparing;

import dev.authgate.server.storage.MemoryRows;
import dev.authgate.server.storage.Rewindable;
import java.util.List;
import java.util.Optional;

/** Users in memory. */
public final class MemoryUsers implements Users, Rewindable {
    private final MemoryRows<String, User> rows = new MemoryRows<>();

    @Override
    public Optional<User> find(String id) {
        return rows.find(id);
    }

    @Override
    public Optional<User> findByUsername(String username) {
        var key = User.key(username);
        return rows.findFirst(user -> User.key(user.username()).equals(key));
    }

    @Override
    public boolean add(User user) {
        return rows.add(user.id(), user, other -> sameName(user, other) || sameExternalId(user, other));
    }

    private static boolean sameName(User one, User other) {
        return User.key(one.username()).equals(User.key(other.username()));
    }

    private static boolean sameExternalId(User one, User other) {
        var externalId = one.externalId();
        return externalId != null
                && externalId.equals(other.externalId())
                && one.source().equals(other.source());
    }

    @Override
    public boolean replace(User expected, User next) {
        return rows.replace(expected.id(), expected::equals, stored -> next);
    }

    @Override
    public List<User> all() {
        return rows.all().stream()
                .sorted(comparing(user -> User.key(user.username())))
                .toList();
    }

    @Override
    public Runnable remember() {
        return rows.remember();
    }
}
