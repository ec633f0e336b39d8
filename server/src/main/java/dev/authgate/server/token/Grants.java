package dev.authgate.server.token;

import dev.authgate.server.storage.Claim;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What users have allowed: the grants. */
public interface Grants {
    void add(Grant grant);

    Optional<Grant> find(String id);

    /**
     * Notes that a grant is in use, from where, and until when it lasts now; fails when it is not active any more, so that
     * no token may be issued.
     */
    Claim using(Grant used);

    /** Moves a grant from one status to another; false when it does not have the expected one. */
    boolean change(String id, Grant.Status expected, Grant.Status next);

    /** Ends all grants of a user that are not revoked yet, and says how many there were. */
    int revokeAllOf(String userId);

    /** Whether this user has ever allowed this client anything. */
    boolean hasAny(String userId, String clientId);

    /** How many grants of a user are neither revoked nor expired at this moment. */
    int countLasting(String userId, Instant now);

    /**
     * A page of what a user has allowed and nobody has revoked, newest first. What has expired is among it, until it is
     * cleaned up.
     *
     * @param after only what comes after this place in the list
     * @param limit how many at most
     */
    List<Grant> unrevokedOf(String userId, Position after, int limit);

    /** A place in a list that goes from new to old. */
    record Position(Instant createdAt, String id) {
        /** The start of the list. */
        public static Position newest() {
            return new Position(Instant.parse("9999-12-31T00:00:00Z"), "");
        }

        /** The place of this grant. */
        public static Position of(Grant grant) {
            return new Position(grant.createdAt(), grant.id());
        }
    }
}
