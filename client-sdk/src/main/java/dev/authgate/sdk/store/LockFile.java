package dev.authgate.sdk.store;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.TimeSource;
import dev.authgate.sdk.store.TokenStore.Work;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Excludes threads and processes from each other by a lock on a file that is made once and never deleted: a lock on a
 * file that someone deletes excludes nobody.
 *
 * <p>The file stays open. On POSIX, closing any descriptor of a file gives up all of the process's locks on it, so that
 * opening it for each use would let one store of a program break the lock of another.
 */
final class LockFile {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(25);
    private static final Set<OpenOption> TO_LOCK =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final ThreadLock threads;
    private final PrivateDirectory directory;
    private final String name;
    private final Locking locking;
    private final Runnable onUnsupported;
    private final TimeSource time;
    private @Nullable FileChannel channel;
    private @Nullable Object identity;

    /** Asks the system for a lock; null when another process has it. */
    @FunctionalInterface
    interface Locking {
        @Nullable
        FileLock tryLock(FileChannel channel) throws IOException;
    }

    /**
     * A lock.
     *
     * @param onUnsupported told when the file system has no locks; threads of this process still exclude each other
     */
    LockFile(PrivateDirectory directory, String name, Locking locking, Runnable onUnsupported) {
        this.threads = new ThreadLock(directory.path().resolve(name).toString());
        this.directory = directory;
        this.name = name;
        this.locking = locking;
        this.onUnsupported = onUnsupported;
        this.time = TimeSource.system();
    }

    <T> T whileHeld(Duration atMost, Work<T> work) throws OAuthException {
        if (threads.isMine()) {
            return work.run();
        }
        var giveUp = time.monotonicNanos() + atMost.toNanos();
        return threads.whileHeld(atMost, () -> amongProcesses(giveUp, atMost, work));
    }

    private <T> T amongProcesses(long giveUp, Duration atMost, Work<T> work) throws OAuthException {
        var lock = lock(giveUp, atMost);
        try {
            return work.run();
        } finally {
            release(lock);
        }
    }

    private @Nullable FileLock lock(long giveUp, Duration atMost) throws OAuthException {
        var pause = FIRST_PAUSE;
        try {
            while (true) {
                var attempt = attempt();
                if (attempt.done()) {
                    return attempt.lock();
                }
                if (time.monotonicNanos() - giveUp >= 0) {
                    throw new OAuthException(
                            OAuthException.Code.STORE,
                            "Another program has kept " + directory.path().resolve(name) + " locked for "
                                    + atMost.toMillis() + " ms");
                }
                time.await(new CountDownLatch(1), pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            throw ThreadLock.interrupted(directory.path().resolve(name).toString(), e);
        } catch (IOException e) {
            throw Faults.store("Cannot lock " + directory.path().resolve(name), e);
        }
    }

    /** What came of asking: held with a lock, held without one because there are none, or not held. */
    private record Attempt(boolean done, @Nullable FileLock lock) {
        static final Attempt BUSY = new Attempt(false, null);
    }

    private Attempt attempt() throws IOException {
        try {
            var lock = locking.tryLock(opened());
            if (lock == null) {
                return Attempt.BUSY;
            }
            if (isThatFile()) {
                return new Attempt(true, lock);
            }
            close();
            return Attempt.BUSY;
        } catch (OverlappingFileLockException e) {
            return Attempt.BUSY;
        } catch (IOException e) {
            if (!hasNoLocks(e)) {
                throw e;
            }
            onUnsupported.run();
            return new Attempt(true, null);
        }
    }

    /** How NFS without a lock service, and some file systems in user space, answer. */
    private static boolean hasNoLocks(IOException e) {
        var message = String.valueOf(e.getMessage());
        return message.contains("No locks available")
                || message.contains("not supported")
                || message.contains("Function not implemented");
    }

    private FileChannel opened() throws IOException {
        var open = channel;
        if (open == null || !open.isOpen() || !isThatFile()) {
            close();
            directory.prepare();
            open = FileChannel.open(
                    directory.path().resolve(name), TO_LOCK, directory.guard().newFile());
            channel = open;
            identity = identityNow();
        }
        return open;
    }

    private boolean isThatFile() throws IOException {
        try {
            var now = identityNow();
            return now == null || now.equals(identity);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private @Nullable Object identityNow() throws IOException {
        return Files.readAttributes(
                        directory.path().resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private static void release(@Nullable FileLock lock) throws OAuthException {
        try {
            if (lock != null && lock.isValid()) {
                lock.release();
            }
        } catch (IOException e) {
            throw Faults.store("Cannot unlock", e);
        }
    }
}
