package dev.authgate.sdk.store;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.internal.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Keeps each session in a file of its own, in a directory that only the program's user can write in.
 *
 * <p>A file is its user's alone from its first byte (mode 0600; on Windows an access list), is flushed to the disk and
 * renamed over the old one: a kill or a power cut leaves the old session or the new one. Links, files of other users
 * and files that others can read are refused. A file that cannot be understood is moved to a name ending in {@code
 * .corrupt-} and a time, and told about.
 *
 * <p>Threads and processes exclude each other by a lock file that is never deleted. Make one store for a directory in a
 * program and share it.
 *
 * <pre>{@code
 * TokenStore store = TokenStores.file("my-cli");            // ~/.local/state/my-cli and its like
 * System.out.println("Tokens are kept in " + store.description().location());
 * OAuthClient client = OAuthClient.builder(issuer, "my-cli").store(store).build();
 * }</pre>
 */
public final class FileTokenStore implements TokenStore {
    private static final int LARGEST = 256 * 1024;
    private static final Duration LONGEST_SAVE = Duration.ofSeconds(30);
    private static final int NAME_LENGTH = 32;

    private final PrivateDirectory directory;
    private final Sealing sealing;
    private final StoreDescription description;
    private final Consumer<? super StoreNotice> notices;
    private final LockFile.Locking locking;
    private final JsonTree json = new JsonTree(LARGEST);
    private final Map<String, LockFile> locks = new ConcurrentHashMap<>();
    private final AtomicBoolean lockless = new AtomicBoolean();

    /** A store in that directory, which is made when the first session is saved. Notices go to the log. */
    public FileTokenStore(Path directory) {
        this(directory, Notices.toLog());
    }

    /**
     * A store in that directory, which is made when the first session is saved.
     *
     * @param notices told of corrupt files and missing locks
     */
    public FileTokenStore(Path directory, Consumer<? super StoreNotice> notices) {
        this(plain(directory), Sealing.NONE, description(directory), notices, channel -> channel.tryLock());
    }

    FileTokenStore(
            PrivateDirectory directory,
            Sealing sealing,
            StoreDescription description,
            Consumer<? super StoreNotice> notices,
            LockFile.Locking locking) {
        this.directory = directory;
        this.sealing = sealing;
        this.description = description;
        this.notices = notices;
        this.locking = locking;
    }

    static PrivateDirectory plain(Path directory) {
        var place = directory.toAbsolutePath().normalize();
        return new PrivateDirectory(place, Guard.of(place), PrivateDirectory.Standing.OWN);
    }

    static StoreDescription description(Path directory) {
        var place = directory.toAbsolutePath().normalize();
        return new StoreDescription("file", place.toString(), Guard.of(place).protection());
    }

    @Override
    public Optional<StoredSession> load(SessionKey key) throws OAuthException {
        var name = name(key);
        try {
            return session(read(name), key);
        } catch (Unreadable e) {
            // Nobody writes while this process has the lock: what cannot be read then is not somebody's half work.
            return locked(key, LONGEST_SAVE, () -> loadOrSetAside(key, name));
        }
    }

    private Optional<StoredSession> loadOrSetAside(SessionKey key, String name) throws OAuthException {
        try {
            return session(read(name), key);
        } catch (Unreadable e) {
            setAside(name, e);
            return Optional.empty();
        }
    }

    private static Optional<StoredSession> session(Optional<SessionDocument> document, SessionKey key)
            throws Unreadable {
        if (document.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (!document.get().key().equals(key)) {
                throw new IOException("it holds another session than its name says");
            }
            return Optional.of(document.get().session());
        } catch (IOException e) {
            throw new Unreadable(e);
        }
    }

    private Optional<SessionDocument> read(String name) throws OAuthException, Unreadable {
        Optional<byte[]> bytes;
        try {
            bytes = directory.read(name);
        } catch (IOException e) {
            throw Faults.store("Cannot read tokens", e);
        }
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            var document = SessionDocument.read(json, sealing.open(bytes.get(), name));
            if (document.isFromTheFuture()) {
                throw new OAuthException(
                        OAuthException.Code.STORE,
                        directory.path().resolve(name) + " was written by a later version of this library");
            }
            return Optional.of(document);
        } catch (IOException e) {
            throw new Unreadable(e);
        }
    }

    private void setAside(String name, Unreadable why) throws OAuthException {
        try {
            var aside = directory.setAside(name);
            notices.accept(new StoreNotice(
                    StoreNotice.Kind.CORRUPT_FILE_SET_ASIDE,
                    "A file of tokens could not be understood (" + why.getMessage() + ") and was moved to " + aside
                            + "; sign in again."));
        } catch (IOException e) {
            throw Faults.store("Cannot move a corrupt file of tokens aside", e);
        }
    }

    @Override
    public void save(SessionKey key, StoredSession session) throws OAuthException {
        var name = name(key);
        locked(key, LONGEST_SAVE, () -> {
            write(name, before(name).with(key, session));
            return key;
        });
    }

    private SessionDocument before(String name) throws OAuthException {
        try {
            return read(name).orElse(new SessionDocument(Map.of()));
        } catch (Unreadable e) {
            setAside(name, e);
            return new SessionDocument(Map.of());
        }
    }

    private void write(String name, SessionDocument document) throws OAuthException {
        try {
            directory.replace(name, sealing.seal(json.write(document.members()), name));
        } catch (IOException e) {
            throw Faults.store("Cannot save tokens", e);
        }
    }

    @Override
    public boolean delete(SessionKey key) throws OAuthException {
        return locked(key, LONGEST_SAVE, () -> {
            try {
                return directory.remove(name(key));
            } catch (IOException e) {
                throw Faults.store("Cannot delete tokens", e);
            }
        });
    }

    @Override
    public List<SessionKey> list() throws OAuthException {
        var keys = new ArrayList<SessionKey>();
        for (var name : names()) {
            keyIn(name).ifPresent(keys::add);
        }
        return List.copyOf(keys);
    }

    /** A corrupt file is only no session here: loading it tells about it and moves it aside. */
    private Optional<SessionKey> keyIn(String name) throws OAuthException {
        try {
            var document = read(name);
            return document.isEmpty()
                    ? Optional.empty()
                    : Optional.of(document.get().key());
        } catch (Unreadable | IOException e) {
            return Optional.empty();
        }
    }

    private List<String> names() throws OAuthException {
        try {
            return directory.names().stream()
                    .filter(name -> !name.startsWith(".") && name.endsWith(sealing.suffix()))
                    .toList();
        } catch (IOException e) {
            throw Faults.store("Cannot list tokens", e);
        }
    }

    @Override
    public <T> T locked(SessionKey key, Duration atMost, Work<T> work) throws OAuthException {
        return locks.computeIfAbsent(
                        "." + name(key) + ".lock",
                        name -> new LockFile(directory, name, locking, this::tellOfMissingLocks))
                .whileHeld(atMost, work);
    }

    private void tellOfMissingLocks() {
        if (!lockless.getAndSet(true)) {
            notices.accept(new StoreNotice(
                    StoreNotice.Kind.NO_LOCKS,
                    "The file system of " + directory.path()
                            + " has no locks: run one program at a time, or keep tokens on a local disk."));
        }
    }

    /** The key's own characters may not be fit for a file's name, and two keys must never share one. */
    private String name(SessionKey key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : List.of(key.issuer().toString(), key.clientId(), key.profile())) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_LENGTH) + sealing.suffix();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public StoreDescription description() {
        return lockless.get()
                ? new StoreDescription(
                        description.kind(),
                        description.location(),
                        description.protection() + " The file system has no locks.")
                : description;
    }
}
