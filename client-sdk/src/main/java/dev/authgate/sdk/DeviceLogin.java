package dev.authgate.sdk;

import dev.authgate.sdk.internal.Cancellation;
import dev.authgate.sdk.internal.IssuedTokens;
import dev.authgate.sdk.internal.Poll;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private static final Logger LOG = System.getLogger(DeviceLogin.class.getName());

    private final DevicePrompt prompt;
    private final Deadline deadline;
    private final LoginCourse course;
    private final Cancellation cancellation = new Cancellation();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean decided = new AtomicBoolean();
    private final CompletableFuture<LoginResult> outcome = new CompletableFuture<>();
    private final List<Consumer<? super LoginEvent>> listeners = new CopyOnWriteArrayList<>();

    DeviceLogin(Deadline deadline, LoginCourse course) {
        this.prompt = course.prompt(deadline);
        this.deadline = deadline;
        this.course = course;
        whenEnded(() -> {
            if (decide()) {
                cancellation.pull();
            }
        });
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
        listeners.add(listener);
        return this;
    }

    /**
     * Waits until the person has decided, the code has expired, or this login is cancelled.
     *
     * @throws OAuthException for a fault; a passing one (network, 429, 5xx) is not thrown but retried until the end
     * @throws InterruptedException if this thread is interrupted; the login is cancelled then
     */
    public LoginResult await() throws OAuthException, InterruptedException {
        try {
            return future().get();
        } catch (CancellationException cancelled) {
            return new LoginResult.Cancelled();
        } catch (InterruptedException interrupted) {
            cancel();
            throw interrupted;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof OAuthException fault) {
                throw fault;
            }
            throw new IllegalStateException("the sign-in ended by an unexpected fault", failed.getCause());
        }
    }

    /**
     * The same without waiting. A fault completes it with an {@link OAuthException}; however the future is completed
     * from outside ({@code cancel}, {@code orTimeout}), the login is cancelled with it.
     */
    public CompletableFuture<LoginResult> future() {
        if (!outcome.isDone() && started.compareAndSet(false, true)) {
            var thread = new Thread(this::run, "authgate-login");
            thread.setDaemon(true);
            thread.start();
        }
        return outcome;
    }

    /** Ends the wait and the request under way at once. After the decision it does nothing. */
    public void cancel() {
        if (decide()) {
            cancellation.pull();
            outcome.complete(new LoginResult.Cancelled());
        }
    }

    /** The same as {@link #cancel()}. */
    @Override
    public void close() {
        cancel();
    }

    /** Calls {@code action} when this login has ended, by itself or by a future that was completed from outside. */
    void whenEnded(Runnable action) {
        var unused = outcome.whenComplete((result, fault) -> action.run());
    }

    /** Whoever comes first decides how this ends: a person's yes is not undone by a later cancel, nor the reverse. */
    private boolean decide() {
        return decided.compareAndSet(false, true);
    }

    private void run() {
        try {
            var situation = new PollLoop.Situation(
                    course.time(), deadline, cancellation, this::tell, ThreadLocalRandom.current()::nextDouble);
            var result = new PollLoop(new ByCourse(), situation, course.pace(), course.longestHold()).run();
            decide();
            outcome.complete(result);
        } catch (InterruptedException interrupted) {
            cancel();
        } catch (OAuthException | RuntimeException | Error fault) {
            decide();
            outcome.completeExceptionally(fault);
        }
    }

    private void tell(LoginEvent event) {
        for (var listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException fault) {
                LOG.log(Level.WARNING, "A listener of a sign-in failed", fault);
            }
        }
    }

    private final class ByCourse implements PollLoop.Exchange {
        @Override
        public Poll poll(Duration held) throws OAuthException {
            return course.poll(held, cancellation);
        }

        @Override
        public LoginResult approve(IssuedTokens tokens) throws OAuthException {
            return decide() ? new LoginResult.Approved(course.begin(tokens)) : new LoginResult.Cancelled();
        }
    }
}
