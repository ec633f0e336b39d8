package dev.authgate.server.user;

import static java.util.Comparator.comparing;

import dev.authgate.server.storage.AlreadyTaken;
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
    public Optional<User> findByExternalId(String source, String externalId) {
        return rows.findFirst(user -> user.source().equals(source) && externalId.equals(user.externalId()));
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
        var clash = rows.findFirst(other -> !other.id().equals(next.id()) && sameName(next, other));
        if (clash.isPresent() && find(expected.id()).filter(expected::equals).isPresent()) {
            throw new AlreadyTaken("The name is another user's");
        }
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
