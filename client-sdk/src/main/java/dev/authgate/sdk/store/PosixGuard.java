package dev.authgate.sdk.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Owner and mode bits. */
final class PosixGuard implements Guard {
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private volatile @Nullable UserPrincipal me;

    @Override
    public FileAttribute<?>[] newFile() {
        return attributes("rw-------");
    }

    @Override
    public FileAttribute<?>[] newDirectory() {
        return attributes("rwx------");
    }

    private static FileAttribute<?>[] attributes(String mode) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))};
    }

    @Override
    public void checkFile(Path file) throws IOException {
        var found = attributes(file);
        if (!found.isRegularFile()) {
            throw new UnsafeFile(file + " is not a plain file (a link is not followed); remove it");
        }
        checkOwner(file, found);
        refuse(file, found, OTHERS, "600");
    }

    @Override
    public void checkDirectory(Path directory) throws IOException {
        var found = attributes(directory);
        if (!found.isDirectory()) {
            throw new UnsafeFile(directory + " is not a directory (a link is not followed); remove it");
        }
        checkOwner(directory, found);
        refuse(directory, found, OTHERS_WRITE, "700");
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private void checkOwner(Path path, PosixFileAttributes found) throws IOException {
        var owner = found.owner();
        if (!owner.equals(me())) {
            throw new UnsafeFile(path + " belongs to " + owner.getName() + ", not to the user of this program");
        }
    }

    private static void refuse(
            Path path, PosixFileAttributes found, Set<PosixFilePermission> unwanted, String wantedMode)
            throws UnsafeFile {
        var open = EnumSet.copyOf(unwanted);
        open.retainAll(found.permissions());
        if (!open.isEmpty()) {
            throw new UnsafeFile(path + " is open to others (" + PosixFilePermissions.toString(found.permissions())
                    + "); if you trust what is in it: chmod " + wantedMode + " " + path);
        }
    }

    /** Whoever owns a file that is made now: asking by name fails in containers, which have no list of names. */
    private UserPrincipal me() throws IOException {
        var known = me;
        if (known == null) {
            var sample = Files.createTempFile("authgate", ".owner");
            try {
                known = Files.getOwner(sample);
            } finally {
                Files.delete(sample);
            }
            me = known;
        }
        return known;
    }

    @Override
    public boolean flushesDirectories() {
        return true;
    }

    @Override
    public String protection() {
        return "Only your user account can read it (mode 0600).";
    }
}
