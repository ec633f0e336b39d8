package dev.authgate.sdk.keychain;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.store.Keychain;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The login keychain of macOS, by {@code security}. */
record LoginKeychain(Program security) implements Keychain {
    private static final String SERVICE = "dev.authgate.token-file-key";
    /** {@code errSecItemNotFound}, as an exit code. */
    private static final int NOT_FOUND = 44;

    private static final Pattern WITHOUT_QUOTES = Pattern.compile("[A-Za-z0-9+/=._-]+");

    @Override
    public String name() {
        return "the login keychain";
    }

    @Override
    public Optional<String> find(String application) throws OAuthException {
        var said = security.run("", List.of("find-generic-password", "-s", SERVICE, "-a", application, "-w"));
        if (said.status() == NOT_FOUND) {
            return Optional.empty();
        }
        if (said.status() != 0) {
            throw new OAuthException(Code.STORE, "the login keychain cannot be used: " + said.complaint());
        }
        return Optional.of(said.output().strip());
    }

    /** Its interactive mode takes the command, and with it the secret, from standard input. */
    @Override
    public void keep(String application, String secret) throws OAuthException {
        for (var word : List.of(application, secret)) {
            if (!WITHOUT_QUOTES.matcher(word).matches()) {
                throw new OAuthException(Code.CONFIGURATION, "a name or a key has characters that need quotes");
            }
        }
        var command = "add-generic-password -U -s " + SERVICE + " -a " + application + " -w " + secret + "\n";
        var said = security.run(command, List.of("-i"));
        if (said.status() != 0 || !said.complaint().isEmpty()) {
            throw new OAuthException(Code.STORE, "the login keychain did not take a key: " + said.complaint());
        }
    }
}
