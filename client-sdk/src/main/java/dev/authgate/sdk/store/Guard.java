package dev.authgate.sdk.store;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;

/** How a file system keeps other people away from a file. */
interface Guard {
    /** What makes a new file its owner's alone from its first byte. */
    FileAttribute<?>[] newFile() throws IOException;

    /** The same for a directory. */
    FileAttribute<?>[] newDirectory() throws IOException;

    /**
     * Looks at a file that is there already.
     *
     * @throws UnsafeFile if it is a link, someone else's, or open to others
     */
    void checkFile(Path file) throws IOException;

    /**
     * Looks at a directory that is there already.
     *
     * @throws UnsafeFile if it is a link, someone else's, or others can write in it
     */
    void checkDirectory(Path directory) throws IOException;

    /** Whether a directory can be flushed, so that a rename survives a power cut. */
    boolean flushesDirectories();

    /** What this amounts to, in words a person reads. */
    String protection();

    /** The guard of the file system that a path is on. */
    static Guard of(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new PosixGuard()
                : new AclGuard(path);
    }
}
