package dev.authgate.sdk.store;

import dev.authgate.sdk.OAuthException;
import java.util.Optional;

/**
 * The operating system's place for secrets. Found by {@link java.util.ServiceLoader}; the artifact {@code
 * authgate-client-sdk-keychain} has one for Linux and one for macOS. It holds one key of 256 bits for an application,
 * under which {@link TokenStores#system} encrypts the file of tokens.
 *
 * <p>Its methods may block; they are called on a thread of their own and given up after three seconds.
 *
 * <pre>{@code
 * public final class Vault implements Keychain {
 *     private final Map<String, String> secrets = new ConcurrentHashMap<>();   // where yours keeps them
 *
 *     @Override public String name() { return "Vault"; }
 *     @Override public Optional<String> find(String application) {
 *         return Optional.ofNullable(secrets.get(application));
 *     }
 *     @Override public void keep(String application, String secret) { secrets.put(application, secret); }
 * }
 * }</pre>
 */
public interface Keychain {
    /** What a person calls it, such as {@code Secret Service}. */
    String name();

    /**
     * The secret under that name, or nothing if the keychain answers that it has none.
     *
     * @throws OAuthException with code {@code STORE} if the keychain is not there, or locked
     */
    Optional<String> find(String application) throws OAuthException;

    /**
     * Keeps a secret, in place of the one that was there.
     *
     * @param secret printable ASCII
     * @throws OAuthException with code {@code STORE} if the keychain is not there, or locked
     */
    void keep(String application, String secret) throws OAuthException;
}
