package dev.authgate.server.user;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * NIST SP 800-63B-4 section 3.1.1.2: passwords are kept salted and memory-hard, here as Argon2id with 19 MiB and two
 * passes (OWASP's first choice), about 40 ms of one core. Hashes of imported users may also be bcrypt.
 *
 * <p>Bounded on purpose: at most one core less than there are works on passwords, on threads of low priority, so that a
 * rush of sign-ins cannot slow the polling of devices. Who waits longer than {@link #LONGEST_WAIT}, or finds the queue
 * full, gets {@link HashingBusy}.
 */
public final class PasswordHasher implements AutoCloseable {
    /** How long a caller waits for its turn. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(3);

    /** Waiting callers hold a thread of the server each, and more than this would not get their turn in time. */
    private static final int WAITING_PER_THREAD = 25;

    private final SecureRandom random;
    private final Duration longestWait;
    private final Semaphore turns;
    private final Semaphore places;
    private final ExecutorService threads;

    public PasswordHasher() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), LONGEST_WAIT);
    }

    PasswordHasher(int threadCount, Duration longestWait) {
        this.random = new SecureRandom();
        this.longestWait = longestWait;
        this.turns = new Semaphore(threadCount, true);
        this.places = new Semaphore(threadCount * (1 + WAITING_PER_THREAD));
        this.threads = Executors.newFixedThreadPool(threadCount, PasswordHasher::lowPriority);
    }

    // A wish, not a rule: the bound on how many hash at once is what protects the polling.
    @SuppressWarnings("ThreadPriorityCheck")
    private static Thread lowPriority(Runnable work) {
        var thread = new Thread(work, "password-hashing");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /**
     * A new hash with a new salt, in the PHC string format.
     *
     * @throws HashingBusy when it was not this caller's turn in time
     * @throws IllegalArgumentException when the password has more than {@link PasswordText#LONGEST} characters
     */
    public String hash(String password) {
        if (PasswordText.isTooLong(password)) {
            throw new IllegalArgumentException("A password has at most " + PasswordText.LONGEST + " characters");
        }
        var salt = new byte[EncodedHash.SALT_BYTES];
        random.nextBytes(salt);
        var bytes = PasswordText.normal(password).getBytes(StandardCharsets.UTF_8);
        return inTurn(() -> EncodedHash.newest().hash(bytes, salt).getResult());
    }

    /** A hash that no password has, and that takes as long to look at as any other; without work, at once. */
    public String hashOfNobody() {
        return EncodedHash.drawn(random);
    }

    /**
     * Whether this is the password of that hash; false, without any work, for a password that is too long and for a
     * text that is no hash.
     *
     * @throws HashingBusy when it was not this caller's turn in time
     */
    public boolean verify(String password, String encoded) {
        var hash = EncodedHash.parse(encoded);
        if (hash.isEmpty() || PasswordText.isTooLong(password)) {
            return false;
        }
        return inTurn(() -> matches(hash.get(), password, encoded));
    }

    /** Hashes that come from elsewhere may have been made of the password as it was typed. */
    private static boolean matches(EncodedHash hash, String password, String encoded) {
        var normal = PasswordText.normal(password);
        return hash.matches(normal, encoded)
                || (!hash.current() && !normal.equals(password) && hash.matches(password, encoded));
    }

    /** Whether the hash should be replaced at the next occasion, because new ones are of another kind or cost. */
    public boolean needsRehash(String encoded) {
        return !EncodedHash.parse(encoded).map(EncodedHash::current).orElse(false);
    }

    private <T> T inTurn(Callable<T> work) {
        if (!places.tryAcquire()) {
            throw new HashingBusy(RETRY_AFTER);
        }
        try {
            return whenFree(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HashingBusy(RETRY_AFTER);
        } finally {
            places.release();
        }
    }

    private <T> T whenFree(Callable<T> work) throws InterruptedException {
        if (!turns.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new HashingBusy(RETRY_AFTER);
        }
        try {
            return threads.submit(work).get();
        } catch (RejectedExecutionException e) {
            throw new HashingBusy(RETRY_AFTER);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A password could not be hashed", e.getCause());
        } finally {
            turns.release();
        }
    }

    /** Takes no more work; whoever asks from now on is told that the server is busy. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
