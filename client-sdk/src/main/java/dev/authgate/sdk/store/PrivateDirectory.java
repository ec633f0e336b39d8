package dev.authgate.sdk.store;

import dev.authgate.sdk.TimeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** A directory of small files that only this program's user reads, and that are never seen half written. */
final class PrivateDirectory {
    private static final long LARGEST = 256 * 1024;
    private static final int MOVE_ATTEMPTS = 5;
    private static final Duration MOVE_PAUSE = Duration.ofMillis(20);
    private static final Duration ABANDONED = Duration.ofMinutes(10);
    private static final String TEMPORARY = ".tmp";

    private final Path path;
    private final Guard guard;
    private final Standing standing;
    private final TimeSource time;

    /** Whose directory it is. */
    enum Standing {
        /** The library's: made when it is missing, refused when others can write in it. */
        OWN,
        /** The person's, such as the one a program was started in: taken as it is. */
        GIVEN
    }

    PrivateDirectory(Path path, Guard guard, Standing standing) {
        this.path = path;
        this.guard = guard;
        this.standing = standing;
        this.time = TimeSource.system();
    }

    Path path() {
        return path;
    }

    Guard guard() {
        return guard;
    }

    /** The directory is there, and safe to write in. */
    void prepare() throws IOException {
        if (standing == Standing.OWN) {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(path, guard.newDirectory());
            }
            guard.checkDirectory(path);
        }
    }

    /** The file's bytes, or nothing if there is no such file. */
    Optional<byte[]> read(String name) throws IOException {
        return Undisturbed.run(() -> readOnce(path.resolve(name)));
    }

    private Optional<byte[]> readOnce(Path file) throws IOException {
        try {
            if (standing == Standing.OWN) {
                guard.checkDirectory(path);
            }
            guard.checkFile(file);
            try (var channel = Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                if (channel.size() > LARGEST) {
                    throw new UnsafeFile(file + " is larger than any file of tokens; remove it");
                }
                var bytes = ByteBuffer.allocate((int) channel.size());
                while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                    // A read may bring less than asked for.
                }
                return Optional.of(bytes.array());
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Puts these bytes in place of the file's: written beside it, flushed, and renamed over it. Whenever the power
     * goes, the old bytes are there or the new ones.
     */
    void replace(String name, byte[] content) throws IOException {
        prepare();
        Undisturbed.run(() -> {
            replaceOnce(name, content);
            return name;
        });
    }

    private void replaceOnce(String name, byte[] content) throws IOException {
        var target = path.resolve(name);
        refuseUnsafe(target);
        var temporary = path.resolve("." + name + "." + UUID.randomUUID() + TEMPORARY);
        try {
            write(temporary, content);
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
        flush();
        sweep(name);
    }

    private void refuseUnsafe(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            guard.checkFile(target);
        }
    }

    private void write(Path temporary, byte[] content) throws IOException {
        Set<OpenOption> onlyNew = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(temporary, onlyNew, guard.newFile())) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** On Windows a scanner that looks at the file stands in the way for a moment. */
    private void move(Path from, Path to) throws IOException {
        for (var attempt = 1; ; attempt++) {
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return;
            } catch (AccessDeniedException e) {
                if (attempt == MOVE_ATTEMPTS) {
                    throw e;
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            time.await(new CountDownLatch(1), MOVE_PAUSE);
        } catch (InterruptedException e) {
            // The save goes on, only sooner.
            Thread.currentThread().interrupt();
        }
    }

    private void flush() throws IOException {
        if (guard.flushesDirectories()) {
            try (var directory = FileChannel.open(path, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    /** A killed program leaves its temporary file behind. */
    private void sweep(String name) throws IOException {
        var before = time.now().minus(ABANDONED);
        for (var file : names()) {
            if (file.startsWith("." + name + ".") && file.endsWith(TEMPORARY)) {
                var abandoned = path.resolve(file);
                if (Files.getLastModifiedTime(abandoned, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(before)) {
                    Files.deleteIfExists(abandoned);
                }
            }
        }
    }

    /** Whether there was such a file. */
    boolean remove(String name) throws IOException {
        var removed = Files.deleteIfExists(path.resolve(name));
        if (removed) {
            Undisturbed.run(() -> {
                flush();
                return name;
            });
        }
        return removed;
    }

    /** Moves a file out of the way and keeps it, for whoever wants to know what happened to it. */
    Path setAside(String name) throws IOException {
        var aside = path.resolve(name + ".corrupt-" + time.now().toEpochMilli());
        move(path.resolve(name), aside);
        return aside;
    }

    /** The names of all files. */
    List<String> names() throws IOException {
        try (var files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
