package dev.authgate.server.user;

import dev.authgate.server.audit.Origin;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.user.Authentication.Authenticated;
import dev.authgate.server.user.Authentication.Busy;
import dev.authgate.server.user.Authentication.Reason;
import dev.authgate.server.user.Authentication.Rejected;
import java.time.Instant;

/**
 * Checks passwords that are kept here.
 *
 * <p>Whatever is wrong, one hash is computed: for a user who is unknown, disabled or kept elsewhere it is compared
 * with one that is nobody's, so that the time taken does not tell which names exist.
 */
public final class LocalAuthentication implements AuthenticationProvider {
    private final Users users;
    private final PasswordHasher hasher;
    private final Transactions transactions;
    private final String nobodysHash;

    public LocalAuthentication(Users users, PasswordHasher hasher, Transactions transactions) {
        this.users = users;
        this.hasher = hasher;
        this.transactions = transactions;
        this.nobodysHash = hasher.hashOfNobody();
    }

    @Override
    public Authentication authenticate(String username, String password, Origin origin, Instant now) {
        try {
            var user = users.findByUsername(username);
            return user.isPresent() ? check(user.get(), password) : reject(password, Reason.UNKNOWN_USER);
        } catch (HashingBusy busy) {
            return new Busy(busy.retryAfter());
        }
    }

    private Authentication check(User user, String password) {
        var hash = user.passwordHash();
        if (hash == null) {
            return reject(password, Reason.PASSWORD_KEPT_ELSEWHERE);
        }
        if (!user.enabled()) {
            return reject(password, Reason.USER_DISABLED);
        }
        if (!hasher.verify(password, hash)) {
            return new Rejected(Reason.WRONG_PASSWORD);
        }
        return new Authenticated(hasher.needsRehash(hash) ? upgraded(user, password) : user);
    }

    private Authentication reject(String password, Reason reason) {
        hasher.verify(password, nobodysHash);
        return new Rejected(reason);
    }

    /** Takes as long as looking at a wrong password does; less when there is no time to hash at all. */
    void hashInVain(String password) {
        try {
            hasher.verify(password, nobodysHash);
        } catch (HashingBusy busy) {
            // Then everybody's answer takes longer, and the time taken tells nothing anyway.
            return;
        }
    }

    /** Losing the race, or finding no time to hash, is fine: the next sign-in upgrades it. */
    private User upgraded(User user, String password) {
        try {
            var next = user.rehashed(hasher.hash(password));
            return transactions.inTransaction(() -> users.replace(user, next)) ? next : user;
        } catch (HashingBusy busy) {
            return user;
        }
    }
}
