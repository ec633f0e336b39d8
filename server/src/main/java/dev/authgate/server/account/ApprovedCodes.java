package dev.authgate.server.account;

/** What somebody has approved and no device has collected yet. */
@FunctionalInterface
public interface ApprovedCodes {
    /** Ends all of this user's, and says how many there were. */
    int expireApprovedOf(String userId);
}
