package dev.authgate.sdk.keychain;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.StoredSession;
import dev.authgate.sdk.store.TokenStores;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** A command line that keeps a session in the best place its machine has. */
final class KeychainProgram {
    private KeychainProgram() {}

    /** The policy, and {@code save} or {@code load}. */
    public static void main(String[] args) throws Exception {
        var policy = TokenStores.Policy.valueOf(args[0]);
        var key = new SessionKey(URI.create("https://auth.example.com"), "my-cli", SessionKey.DEFAULT_PROFILE);
        try {
            var store = TokenStores.system("my-cli", policy, notice -> System.out.println(notice.kind()));
            System.out.println(store.description().kind());
            if (args[1].equals("save")) {
                var now = Instant.parse("2026-11-24T12:00:00Z");
                store.save(key, new StoredSession("a", now, now, "very-secret", List.of(), 0, now));
            }
            System.out.println(store.load(key).map(StoredSession::refreshToken).orElse("nothing"));
        } catch (OAuthException e) {
            System.out.println(e.code() + ": " + e.getMessage());
        }
    }
}
