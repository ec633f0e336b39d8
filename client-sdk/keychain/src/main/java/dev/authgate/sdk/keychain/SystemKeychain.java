package dev.authgate.sdk.keychain;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.store.Keychain;
import java.util.Locale;
import java.util.Optional;

/**
 * The keychain of the system that the program runs on: the Secret Service on Linux (GNOME Keyring, KWallet), by {@code
 * secret-tool} of the package libsecret-tools; the login keychain on macOS, by {@code security}. There is none for
 * Windows here. A secret goes to those programs by their standard input, never by their arguments, which all users of a
 * machine can see.
 *
 * <p>Not to be called by programs: with this module on the path, {@code TokenStores.system} finds it.
 *
 * <pre>{@code
 * TokenStore store = TokenStores.system("my-cli", TokenStores.Policy.PREFER_KEYCHAIN,
 *         notice -> System.err.println(notice.message()));
 * System.out.println(store.description().protection());
 * }</pre>
 */
public final class SystemKeychain implements Keychain {
    private final Keychain keychain;

    /** The one of this system. */
    public SystemKeychain() {
        this(System.getProperty("os.name", ""));
    }

    SystemKeychain(String system) {
        var name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("linux")) {
            keychain = new SecretService(new Program("secret-tool", "install libsecret-tools"));
        } else if (name.startsWith("mac")) {
            keychain = new LoginKeychain(new Program("security", "it is part of macOS"));
        } else {
            keychain = new None(system);
        }
    }

    @Override
    public String name() {
        return keychain.name();
    }

    @Override
    public Optional<String> find(String application) throws OAuthException {
        return keychain.find(application);
    }

    @Override
    public void keep(String application, String secret) throws OAuthException {
        keychain.keep(application, secret);
    }

    /** A system without a keychain that this module can speak to. */
    private record None(String system) implements Keychain {
        @Override
        public String name() {
            return "the keychain of " + system;
        }

        @Override
        public Optional<String> find(String application) throws OAuthException {
            throw new OAuthException(
                    Code.STORE, "this library speaks to the keychains of Linux and macOS, not to that of " + system);
        }

        @Override
        public void keep(String application, String secret) throws OAuthException {
            find(application);
        }
    }
}
