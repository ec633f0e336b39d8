package dev.authgate.sdk.store;

/**
 * Something about a store that its user should know, though the call went on.
 *
 * <pre>{@code
 * TokenStore store = TokenStores.system("my-cli", TokenStores.Policy.PREFER_KEYCHAIN, notice -> {
 *     System.err.println(notice.message());
 *     if (notice.kind() == StoreNotice.Kind.CORRUPT_FILE_SET_ASIDE) {
 *         System.err.println("Sign in again.");
 *     }
 * });
 * }</pre>
 *
 * @param kind what happened, for a program
 * @param message what happened, for a person; holds no secret
 */
public record StoreNotice(Kind kind, String message) {
    /** What can happen. */
    public enum Kind {
        /** A file could not be understood and was moved aside: its session has to be signed in again. */
        CORRUPT_FILE_SET_ASIDE,
        /** The file system has no locks: several programs at once may disturb each other. */
        NO_LOCKS,
        /** The keychain was wanted but cannot be used: tokens are kept in a plain file. */
        KEYCHAIN_NOT_USED
    }
}
