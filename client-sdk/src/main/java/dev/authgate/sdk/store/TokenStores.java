package dev.authgate.sdk.store;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * The places for tokens, by name. What a store does not do is fall back to another place behind the person's back: its
 * {@link TokenStore#description() description} says where tokens are and what protects them.
 *
 * <pre>{@code
 * TokenStore plain = TokenStores.file("my-cli");
 * TokenStore sealed = TokenStores.system("my-cli", TokenStores.Policy.PREFER_KEYCHAIN, notice ->
 *         System.err.println(notice.message()));   // says so when there is no keychain
 * TokenStore forTests = TokenStores.memory();
 * }</pre>
 */
public final class TokenStores {
    private TokenStores() {}

    /** What to do about the operating system's keychain. */
    public enum Policy {
        /** Without a keychain there is no store: a fault. */
        REQUIRE_KEYCHAIN,
        /** Without a keychain tokens are kept in a plain file, which a notice and the description say. */
        PREFER_KEYCHAIN,
        /** A plain file. */
        FILE,
        /** Nothing outlives the program. */
        MEMORY
    }

    /**
     * Files in the directory that the operating system has for it: {@code $XDG_STATE_HOME/my-cli} or {@code
     * ~/.local/state/my-cli}, {@code ~/Library/Application Support/my-cli}, {@code %LOCALAPPDATA%\my-cli}.
     *
     * @param application the directory's name: letters, digits, dots, dashes and underscores
     * @throws OAuthException with code {@code STORE} if the user has no home directory
     */
    public static FileTokenStore file(String application) throws OAuthException {
        return new FileTokenStore(StateDirectory.ofThisMachine().of(application));
    }

    /** Files in that directory. */
    public static FileTokenStore file(Path directory) {
        return new FileTokenStore(directory);
    }

    /** Nothing outlives the program. */
    public static MemoryTokenStore memory() {
        return new MemoryTokenStore();
    }

    /** The file {@code .authgate-tokens.json} in the directory the program was started in. */
    public static WorkingDirectoryTokenStore workingDirectory() {
        return new WorkingDirectoryTokenStore();
    }

    /**
     * The best place this machine has, as the policy wants it. With a keychain the tokens are in a file, encrypted
     * (AES-256-GCM) under a random key that is in the keychain alone; locks and whole writes are those of {@link
     * FileTokenStore}. A keychain keeps tokens from a thief of the disk or of a backup, not from other programs that
     * the same user runs.
     *
     * <p>A session that was kept without the keychain is not seen with it, nor the other way round.
     *
     * @param application the name in the keychain and of the directory
     * @param notices told when a plain file is used because the keychain cannot be
     * @throws OAuthException with code {@code STORE} if a keychain is required and there is none, or it does not answer
     *     within three seconds
     */
    public static TokenStore system(String application, Policy policy, Consumer<? super StoreNotice> notices)
            throws OAuthException {
        var directory = StateDirectory.ofThisMachine().of(application);
        return system(new SystemPlace(application, directory, KeychainKey.LIMIT), policy, found(), notices);
    }

    /** Where and under which name. */
    record SystemPlace(String application, Path directory, Duration limit) {}

    private static Optional<Keychain> found() {
        return ServiceLoader.load(Keychain.class, Keychain.class.getClassLoader())
                .findFirst();
    }

    static TokenStore system(
            SystemPlace place, Policy policy, Optional<Keychain> keychain, Consumer<? super StoreNotice> notices)
            throws OAuthException {
        return switch (policy) {
            case MEMORY -> memory();
            case FILE -> new FileTokenStore(place.directory(), notices);
            case REQUIRE_KEYCHAIN -> sealed(place, present(keychain), notices);
            case PREFER_KEYCHAIN -> sealedOrPlain(place, keychain, notices);
        };
    }

    private static Keychain present(Optional<Keychain> keychain) throws OAuthException {
        return keychain.orElseThrow(() -> new OAuthException(
                Code.STORE, "This program has no part that speaks to a keychain: add authgate-client-sdk-keychain"));
    }

    private static TokenStore sealed(SystemPlace place, Keychain keychain, Consumer<? super StoreNotice> notices)
            throws OAuthException {
        var directory = FileTokenStore.plain(place.directory());
        var key = new KeychainKey(keychain, place.application(), place.limit());
        // Two programs that start together must not each make a key.
        var lock = new LockFile(directory, ".keychain.lock", channel -> channel.tryLock(), () -> {});
        var location = FileTokenStore.description(place.directory()).location();
        return new FileTokenStore(
                directory,
                new AesSealing(lock.whileHeld(place.limit().multipliedBy(4), key::get)),
                new StoreDescription(
                        "keychain",
                        location,
                        "Encrypted under a key in " + keychain.name() + "; other programs of yours could ask for it."),
                notices,
                channel -> channel.tryLock());
    }

    private static TokenStore sealedOrPlain(
            SystemPlace place, Optional<Keychain> keychain, Consumer<? super StoreNotice> notices)
            throws OAuthException {
        try {
            return sealed(place, present(keychain), notices);
        } catch (OAuthException e) {
            if (e.code() != Code.STORE) {
                throw e;
            }
            return plain(place, e, notices);
        }
    }

    private static TokenStore plain(SystemPlace place, OAuthException why, Consumer<? super StoreNotice> notices) {
        var file = FileTokenStore.description(place.directory());
        notices.accept(new StoreNotice(
                StoreNotice.Kind.KEYCHAIN_NOT_USED,
                "The keychain is not used: " + why.getMessage() + ". Tokens are kept in files in " + file.location()
                        + "."));
        return new FileTokenStore(
                FileTokenStore.plain(place.directory()),
                Sealing.NONE,
                new StoreDescription(
                        file.kind(),
                        file.location(),
                        file.protection() + " The keychain is not used: " + why.getMessage() + "."),
                notices,
                channel -> channel.tryLock());
    }
}
