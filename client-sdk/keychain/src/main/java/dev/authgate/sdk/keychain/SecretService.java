package dev.authgate.sdk.keychain;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.store.Keychain;
import java.util.List;
import java.util.Optional;

/** The Secret Service of a Linux desktop, by {@code secret-tool}. */
record SecretService(Program tool) implements Keychain {
    private static final String PURPOSE = "token-file-key";

    @Override
    public String name() {
        return "the Secret Service";
    }

    /** It says nothing at all when there is no such secret, and complains when something is wrong. */
    @Override
    public Optional<String> find(String application) throws OAuthException {
        var said = tool.run("", List.of("lookup", "application", application, "purpose", PURPOSE));
        if (said.status() == 0 && !said.output().isBlank()) {
            return Optional.of(said.output().strip());
        }
        if (!said.complaint().isEmpty()) {
            throw new OAuthException(Code.STORE, "the Secret Service cannot be used: " + said.complaint());
        }
        return Optional.empty();
    }

    @Override
    public void keep(String application, String secret) throws OAuthException {
        var label = "--label=Key of the tokens of " + application;
        var said = tool.run(secret, List.of("store", label, "application", application, "purpose", PURPOSE));
        if (said.status() != 0) {
            throw new OAuthException(
                    Code.STORE,
                    "the Secret Service did not take a key"
                            + (said.complaint().isEmpty() ? ": it may be locked" : ": " + said.complaint()));
        }
    }
}
