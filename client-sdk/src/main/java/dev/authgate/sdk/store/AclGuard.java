package dev.authgate.sdk.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Windows: a new file gets an access list with one entry, the user of this program. */
final class AclGuard implements Guard {
    private final Path place;

    AclGuard(Path place) {
        this.place = place;
    }

    @Override
    public FileAttribute<?>[] newFile() throws IOException {
        return attributes(EnumSet.noneOf(AclEntryFlag.class));
    }

    @Override
    public FileAttribute<?>[] newDirectory() throws IOException {
        return attributes(EnumSet.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT));
    }

    private FileAttribute<?>[] attributes(Set<AclEntryFlag> flags) throws IOException {
        var entry = AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(me())
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .setFlags(flags)
                .build();
        return new FileAttribute<?>[] {new AccessList(List.of(entry))};
    }

    private record AccessList(List<AclEntry> value) implements FileAttribute<List<AclEntry>> {
        @Override
        public String name() {
            return "acl:acl";
        }
    }

    private UserPrincipal me() throws IOException {
        return place.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name"));
    }

    /** The access list is not judged: which groups are an administrator's is a matter of each Windows. */
    @Override
    public void checkFile(Path file) throws IOException {
        if (!attributes(file).isRegularFile()) {
            throw new UnsafeFile(file + " is not a plain file (a link is not followed); remove it");
        }
    }

    @Override
    public void checkDirectory(Path directory) throws IOException {
        if (!attributes(directory).isDirectory()) {
            throw new UnsafeFile(directory + " is not a directory (a link is not followed); remove it");
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean flushesDirectories() {
        return false;
    }

    @Override
    public String protection() {
        return "Only your user account and the machine's administrators can read it (access list).";
    }
}
