package dev.authgate.server.token;

import dev.authgate.server.storage.Claim;
import dev.authgate.server.storage.MemoryRows;
import dev.authgate.server.storage.Rewindable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Grants in memory. */
public final class MemoryGrants implements Grants, Rewindable {
    private static final Comparator<Grant> OLD_TO_NEW =
            Comparator.comparing(Grant::createdAt).thenComparing(Grant::id);

    private final MemoryRows<String, Grant> rows = new MemoryRows<>();

    @Override
    public void add(Grant grant) {
        if (!rows.add(grant.id(), grant, other -> false)) {
            throw new IllegalStateException("There is a grant with this id");
        }
    }

    @Override
    public Optional<Grant> find(String id) {
        return rows.find(id);
    }

    @Override
    public Claim using(Grant used) {
        return () -> rows.replace(
                used.id(),
                row -> row.status() == Grant.Status.ACTIVE,
                row -> row.used(used.lastUsedAt(), used.lastAddress(), used.expiresAt()));
    }

    @Override
    public boolean change(String id, Grant.Status expected, Grant.Status next) {
        return rows.replace(id, row -> row.status() == expected, row -> with(row, next));
    }

    @Override
    public int revokeAllOf(String userId) {
        return (int) rows.all().stream()
                .filter(row -> row.userId().equals(userId) && row.status() != Grant.Status.REVOKED)
                .filter(row -> change(row.id(), row.status(), Grant.Status.REVOKED))
                .count();
    }

    @Override
    public boolean hasAny(String userId, String clientId) {
        return rows.findFirst(grant ->
                        grant.userId().equals(userId) && grant.clientId().equals(clientId))
                .isPresent();
    }

    @Override
    public int countLasting(String userId, Instant now) {
        return (int)
                unrevoked(userId).filter(row -> now.isBefore(row.expiresAt())).count();
    }

    private Stream<Grant> unrevoked(String userId) {
        return rows.all().stream()
                .filter(row -> row.userId().equals(userId))
                .filter(row -> row.status() != Grant.Status.REVOKED);
    }

    @Override
    public List<Grant> unrevokedOf(String userId, Position after, int limit) {
        return unrevoked(userId)
                .filter(row -> isBefore(row, after))
                .sorted(OLD_TO_NEW.reversed())
                .limit(limit)
                .toList();
    }

    private static boolean isBefore(Grant row, Position place) {
        var byTime = row.createdAt().compareTo(place.createdAt());
        return byTime < 0 || (byTime == 0 && row.id().compareTo(place.id()) < 0);
    }

    /** All grants, in the order they were given. */
    public List<Grant> all() {
        return rows.all();
    }

    @Override
    public Runnable remember() {
        return rows.remember();
    }

    private static Grant with(Grant row, Grant.Status status) {
        return new Grant(
                row.id(),
                row.userId(),
                row.clientId(),
                row.scopes(),
                status,
                row.deviceName(),
                row.userAgent(),
                row.address(),
                row.createdAt(),
                row.lastUsedAt(),
                row.lastAddress(),
                row.expiresAt());
    }
}
