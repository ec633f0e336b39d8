package dev.authgate.server.secret;

import dev.authgate.server.config.Setting;
import dev.authgate.server.config.WrongSetting;
import dev.authgate.server.oauth.Secrets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Secrets that the server drew by itself, one a file, for the owner of the directory alone. */
public final class SecretFiles {
    private final Path directory;
    private final Secrets secrets;

    public SecretFiles(Path directory, Secrets secrets) {
        this.directory = directory;
        this.secrets = secrets;
    }

    /**
     * The secret of that name; drawn when there is none yet. Two starts at once end up with the same one, and a crash
     * leaves a whole secret or none.
     *
     * @throws WrongSetting when the directory cannot be used
     */
    public String readOrCreate(String name) {
        var file = directory.resolve(name);
        try {
            Files.createDirectories(directory, mode("rwx------"));
            if (!Files.exists(file)) {
                create(file);
            }
            return read(file);
        } catch (IOException e) {
            throw new WrongSetting(Setting.DATA_DIR, "the secret in " + file + " cannot be read or written: " + e);
        }
    }

    private static String read(Path file) throws IOException {
        var secret = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (secret.getBytes(StandardCharsets.UTF_8).length < 32) {
            throw new WrongSetting(Setting.DATA_DIR, "the secret in " + file + " is damaged; restore it from a backup");
        }
        return secret;
    }

    /** Written aside and then linked: the link exists with all its content, and only the first one comes to be. */
    private void create(Path file) throws IOException {
        var draft = directory.resolve("." + file.getFileName() + "." + secrets.next());
        try {
            write(draft, secrets.next() + "\n");
            publish(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void write(Path draft, String text) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(draft, options, mode("rw-------"))) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another start was faster; its secret is the one.
        } catch (UnsupportedOperationException e) {
            // A move without REPLACE_EXISTING is refused as well when the other one is there.
            moveUnlessThere(draft, file);
        }
    }

    private static void moveUnlessThere(Path draft, Path file) throws IOException {
        try {
            Files.move(draft, file);
        } catch (FileAlreadyExistsException e) {
            // Another start was faster; its secret is the one.
        }
    }

    private static FileAttribute<?>[] mode(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
