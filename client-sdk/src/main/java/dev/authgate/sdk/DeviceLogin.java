package dev.authgate.sdk;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A sign-in under way (RFC 8628): the person has a code and an address, this program waits for the decision.
 *
 * <pre>{@code
 * try (DeviceLogin login = client.startDeviceLogin()) {
 *     DevicePrompt prompt = login.prompt();
 *     System.out.println("Open " + prompt.verificationUri() + " and enter " + prompt.userCode());
 *     LoginResult result = login.await();
 *     if (result instanceof LoginResult.Approved approved) {
 *         return approved.session();
 *     }
 * } // leaving early cancels, and ends the request under way
 * }</pre>
 *
 * <p>Waiting starts with the first {@link #await()} or {@link #future()}, on one daemon thread of its own. Safe for
 * many threads.
 */
public final class DeviceLogin implements AutoCloseable {
    private final DevicePrompt prompt;

    DeviceLogin(DevicePrompt prompt) {
        this.prompt = prompt;
    }

    /** What the person has to see. */
    public DevicePrompt prompt() {
        return prompt;
    }

    /**
     * Tells {@code listener} what happens while this waits. It is called on the waiting thread: let it be quick. What
     * it throws is logged and ignored.
     *
     * @return this login
     */
    public DeviceLogin onEvent(Consumer<? super LoginEvent> listener) {
        throw new UnsupportedOperationException();
    }

    /**
     * Waits until the person has decided, the code has expired, or this login is cancelled.
     *
     * @throws OAuthException for a fault; a passing one (network, 429, 5xx) is not thrown but retried until the end
     * @throws InterruptedException if this thread is interrupted; the login is cancelled then
     */
    public LoginResult await() throws OAuthException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /**
     * The same without waiting. A fault completes it with an {@link OAuthException}; however the future is completed
     * from outside ({@code cancel}, {@code orTimeout}), the login is cancelled with it.
     */
    public CompletableFuture<LoginResult> future() {
        throw new UnsupportedOperationException();
    }

    /** Ends the wait and the request under way at once. After the decision it does nothing. */
    public void cancel() {
        throw new UnsupportedOperationException();
    }

    /** The same as {@link #cancel()}. */
    @Override
    public void close() {
        cancel();
    }
}
