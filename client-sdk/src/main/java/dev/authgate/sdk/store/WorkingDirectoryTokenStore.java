package dev.authgate.sdk.store;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.internal.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The file {@code .authgate-tokens.json} in the directory a program is started in, in the format of the first AuthGate
 * command lines: one session for each client id, readable by its owner alone. For those who have such files and scripts
 * that read them; others want {@link FileTokenStore}, because a working directory ends up in archives and repositories.
 *
 * <p>The format knows no profiles: only {@link SessionKey#DEFAULT_PROFILE} can be kept. A session that a program without
 * this library wrote is taken for one of the server that is asked for.
 *
 * <pre>{@code
 * TokenStore store = TokenStores.workingDirectory();
 * OAuthClient client = OAuthClient.builder(issuer, "my-cli").store(store).build();
 * System.out.println("Keep " + store.description().location() + " out of your repository.");
 * }</pre>
 *
 * <p>The file:
 *
 * <pre>{@code
 * {"tokens": {"my-cli": {"access_token": "…", "refresh_token": "…", "token_type": "Bearer",
 *                        "expires_at": "2026-11-24T12:00:00Z", "client_id": "my-cli"}}}
 * }</pre>
 */
public final class WorkingDirectoryTokenStore implements TokenStore {
    /** The file's name. */
    public static final String FILE_NAME = ".authgate-tokens.json";

    private static final int LARGEST = 256 * 1024;
    private static final Duration LONGEST_SAVE = Duration.ofSeconds(30);
    private static final String TOKENS = "tokens";
    private static final String NAMELESS = "";

    private final PrivateDirectory directory;
    private final String name;
    private final Consumer<? super StoreNotice> notices;
    private final JsonTree json = new JsonTree(LARGEST);
    private final LockFile lock;
    private final AtomicBoolean lockless = new AtomicBoolean();

    /** The file of that name in the directory the program was started in. Notices go to the log. */
    public WorkingDirectoryTokenStore() {
        this(Path.of(FILE_NAME), Notices.toLog());
    }

    /**
     * A file of that format.
     *
     * @param file its path; its directory is there
     * @param notices told when the file is corrupt or the file system has no locks
     */
    public WorkingDirectoryTokenStore(Path file, Consumer<? super StoreNotice> notices) {
        var place = file.toAbsolutePath().normalize();
        var parent = place.getParent();
        var last = place.getFileName();
        if (parent == null || last == null) {
            throw new IllegalArgumentException(file + " names no file");
        }
        this.directory = new PrivateDirectory(parent, Guard.of(parent), PrivateDirectory.Standing.GIVEN);
        this.name = last.toString();
        this.notices = notices;
        this.lock = new LockFile(directory, name + ".lock", channel -> channel.tryLock(), this::tellOfMissingLocks);
    }

    private void tellOfMissingLocks() {
        if (!lockless.getAndSet(true)) {
            notices.accept(new StoreNotice(
                    StoreNotice.Kind.NO_LOCKS,
                    "The file system of " + directory.path() + " has no locks: run one program at a time."));
        }
    }

    @Override
    public Optional<StoredSession> load(SessionKey key) throws OAuthException {
        var entries = entries();
        var entry = entries.get(nameIn(entries, clientId(key)));
        return entry == null || !entry.isFor(key.issuer()) ? Optional.empty() : Optional.of(entry.session());
    }

    /** A session without a client's name is that of whoever asks. */
    private static String nameIn(Map<String, WorkingDirectoryEntry> entries, String clientId) {
        return !entries.containsKey(clientId) && entries.containsKey(NAMELESS) ? NAMELESS : clientId;
    }

    private static String clientId(SessionKey key) throws OAuthException {
        if (!key.profile().equals(SessionKey.DEFAULT_PROFILE)) {
            throw new OAuthException(
                    OAuthException.Code.CONFIGURATION,
                    FILE_NAME + " keeps one session for each client: there is only the profile \""
                            + SessionKey.DEFAULT_PROFILE + "\", not \"" + key.profile() + "\"");
        }
        return key.clientId();
    }

    @Override
    public void save(SessionKey key, StoredSession session) throws OAuthException {
        var id = clientId(key);
        locked(key, LONGEST_SAVE, () -> {
            var entries = entries();
            var before = entries.remove(nameIn(entries, id));
            var entry = before == null ? WorkingDirectoryEntry.NEW : before;
            entries.put(id, entry.with(key.issuer(), id, session));
            write(entries);
            return id;
        });
    }

    @Override
    public boolean delete(SessionKey key) throws OAuthException {
        var id = clientId(key);
        return locked(key, LONGEST_SAVE, () -> {
            var entries = entries();
            var known = nameIn(entries, id);
            var entry = entries.get(known);
            if (entry == null || !entry.isFor(key.issuer())) {
                return false;
            }
            entries.remove(known);
            write(entries);
            return true;
        });
    }

    @Override
    public List<SessionKey> list() throws OAuthException {
        var keys = new ArrayList<SessionKey>();
        entries().forEach((id, entry) -> entry.issuer()
                .ifPresent(issuer -> keys.add(new SessionKey(issuer, id, SessionKey.DEFAULT_PROFILE))));
        return List.copyOf(keys);
    }

    private Map<String, WorkingDirectoryEntry> entries() throws OAuthException {
        try {
            return parsed();
        } catch (Unreadable e) {
            return lock.whileHeld(LONGEST_SAVE, this::parsedOrSetAside);
        }
    }

    private Map<String, WorkingDirectoryEntry> parsedOrSetAside() throws OAuthException {
        try {
            return parsed();
        } catch (Unreadable e) {
            return setAside(e);
        }
    }

    private Map<String, WorkingDirectoryEntry> setAside(Unreadable why) throws OAuthException {
        try {
            var aside = directory.setAside(name);
            notices.accept(new StoreNotice(
                    StoreNotice.Kind.CORRUPT_FILE_SET_ASIDE,
                    "The file of tokens could not be understood (" + why.getMessage() + ") and was moved to " + aside
                            + "; sign in again."));
            return new LinkedHashMap<>();
        } catch (IOException e) {
            throw Faults.store("Cannot move a corrupt file of tokens aside", e);
        }
    }

    /** The oldest form is one session without its client's name in front. */
    private Map<String, WorkingDirectoryEntry> parsed() throws OAuthException, Unreadable {
        var bytes = bytes();
        if (bytes.isEmpty()) {
            return new LinkedHashMap<>();
        }
        try {
            var entries = new LinkedHashMap<String, WorkingDirectoryEntry>();
            var document = json.readObject(bytes.get());
            if (document.get(TOKENS) instanceof Map<?, ?> tokens) {
                for (var member : tokens.entrySet()) {
                    var entry = WorkingDirectoryEntry.read(member.getValue());
                    entries.put(String.valueOf(member.getKey()), entry);
                }
            } else {
                var entry = WorkingDirectoryEntry.read(document);
                entries.put(entry.clientId().orElse(NAMELESS), entry);
            }
            return entries;
        } catch (IOException e) {
            throw new Unreadable(e);
        }
    }

    private Optional<byte[]> bytes() throws OAuthException {
        try {
            return directory.read(name);
        } catch (IOException e) {
            throw Faults.store("Cannot read tokens", e);
        }
    }

    private void write(Map<String, WorkingDirectoryEntry> entries) throws OAuthException {
        var tokens = new LinkedHashMap<String, Object>();
        entries.forEach((id, entry) -> tokens.put(id, entry.members()));
        try {
            directory.replace(name, json.write(Map.of(TOKENS, tokens)));
        } catch (IOException e) {
            throw Faults.store("Cannot save tokens", e);
        }
    }

    @Override
    public <T> T locked(SessionKey key, Duration atMost, Work<T> work) throws OAuthException {
        return lock.whileHeld(atMost, work);
    }

    @Override
    public StoreDescription description() {
        return new StoreDescription(
                "file",
                directory.path().resolve(name).toString(),
                directory.guard().protection() + " It lies in a working directory: keep it out of version control.");
    }
}
