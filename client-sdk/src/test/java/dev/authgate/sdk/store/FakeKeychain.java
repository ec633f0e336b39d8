package dev.authgate.sdk.store;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A keychain in memory that does what the test wants. */
final class FakeKeychain implements Keychain {
    final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Mood mood;

    enum Mood {
        WILLING,
        LOCKED,
        SILENT,
        FORGETFUL
    }

    FakeKeychain(Mood mood) {
        this.mood = mood;
    }

    @Override
    public String name() {
        return "the test's keychain";
    }

    @Override
    public Optional<String> find(String application) throws OAuthException {
        obey();
        return Optional.ofNullable(secrets.get(application));
    }

    @Override
    public void keep(String application, String secret) throws OAuthException {
        obey();
        if (mood != Mood.FORGETFUL) {
            secrets.put(application, secret);
        }
    }

    private void obey() throws OAuthException {
        if (mood == Mood.LOCKED) {
            throw new OAuthException(Code.STORE, "the keychain is locked");
        }
        if (mood == Mood.SILENT) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
