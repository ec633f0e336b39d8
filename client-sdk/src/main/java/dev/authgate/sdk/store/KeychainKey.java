package dev.authgate.sdk.store;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An application's key in a keychain: read, or made the first time. A keychain that asks a person who is not there, or a
 * bus that does not answer, must not hold a program up: each call has a time limit and a daemon thread of its own.
 */
final class KeychainKey {
    static final Duration LIMIT = Duration.ofSeconds(3);

    private final Keychain keychain;
    private final String application;
    private final Duration limit;

    KeychainKey(Keychain keychain, String application, Duration limit) {
        this.keychain = keychain;
        this.application = application;
        this.limit = limit;
    }

    byte[] get() throws OAuthException {
        var known = within(() -> keychain.find(application));
        if (known.isPresent()) {
            return decoded(known.get());
        }
        var made = new byte[AesSealing.KEY_BYTES];
        new SecureRandom().nextBytes(made);
        within(() -> {
            keychain.keep(application, Base64.getEncoder().encodeToString(made));
            return application;
        });
        // Read back: a keychain that forgets at once would make every saved session unreadable.
        return decoded(within(() -> keychain.find(application))
                .orElseThrow(() -> new OAuthException(Code.STORE, keychain.name() + " did not keep a key")));
    }

    private byte[] decoded(String text) throws OAuthException {
        try {
            var key = Base64.getDecoder().decode(text);
            if (key.length == AesSealing.KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Told below, without the text.
        }
        throw new OAuthException(
                Code.STORE, "What " + keychain.name() + " has under \"" + application + "\" is not a key; remove it");
    }

    private <T> T within(TokenStore.Work<T> call) throws OAuthException {
        var answer = new CompletableFuture<T>();
        var thread = new Thread(() -> complete(answer, call), "authgate-keychain");
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new OAuthException(
                    Code.STORE, keychain.name() + " did not answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            var why = e.getCause() == null ? e : e.getCause();
            throw new OAuthException(Code.STORE, String.valueOf(why.getMessage()), why);
        } catch (InterruptedException e) {
            thread.interrupt();
            throw ThreadLock.interrupted(keychain.name(), e);
        }
    }

    private static <T> void complete(CompletableFuture<T> answer, TokenStore.Work<T> call) {
        try {
            answer.complete(call.run());
        } catch (OAuthException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }
}
