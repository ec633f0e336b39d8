package dev.authgate.server.sql;

import dev.authgate.server.storage.StorageUnavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second server away from an SQLite file: one process counts polls in memory and caches what it read, so a
 * second one beside it would answer wrongly. The operating system gives the lock back when the process dies.
 */
final class ServerLock implements AutoCloseable {
    private final FileChannel channel;

    private ServerLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws AnotherServerRunning when it is taken
     */
    static ServerLock take(SqliteFile file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return new ServerLock(channel);
            }
            channel.close();
        } catch (OverlappingFileLockException e) {
            // This process has it. The channel stays open: closing it would give back the other one's lock.
        } catch (IOException e) {
            throw new StorageUnavailable("The lock of the database file cannot be taken: " + e.getMessage(), e);
        }
        throw new AnotherServerRunning(file.path());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("The lock of the database file cannot be given back", e);
        }
    }
}
