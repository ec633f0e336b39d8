package dev.authgate.server.key;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.oauth.Seal;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.Transactions;
import java.security.Key;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Key pairs that the server draws, publishes, uses and replaces by itself: RFC 9068 section 4, RFC 7517.
 *
 * <p>All nodes see the same keys in the store, read again each second; of two that draw the next one together, one wins.
 */
public final class RotatingKeys implements TokenKeys {
    private static final Duration TRUSTED = Duration.ofMillis(900);

    private final Parts parts;
    private final KeySettings settings;
    private final Seal seal;
    private final Secrets secrets;
    private final AtomicReference<@Nullable Read> read = new AtomicReference<>();
    private final ConcurrentHashMap<String, Key> privateKeys = new ConcurrentHashMap<>();

    /** What keys are read from and written to. */
    public record Parts(SigningKeys stored, AuditTrail audit, Transactions transactions) {}

    /**
     * Keys from this store.
     *
     * @param master keeps private halves unreadable in the store
     */
    public RotatingKeys(Parts parts, KeySettings settings, MasterSecret master, Secrets secrets) {
        this.parts = parts;
        this.settings = settings;
        this.seal = new Seal(master, "authgate signing key");
        this.secrets = secrets;
    }

    private record Read(KeyRing ring, Instant at) {
        boolean holdsAt(Instant now) {
            return Duration.between(at, now).abs().compareTo(TRUSTED) < 0;
        }
    }

    private KeyRing ring(Instant now) {
        var known = read.get();
        return known != null && known.holdsAt(now) ? known.ring() : reread(now);
    }

    private KeyRing reread(Instant now) {
        var ring = new KeyRing(parts.stored().all(settings.algorithm()));
        read.set(new Read(ring, now));
        return ring;
    }

    @Override
    public SigningAlgorithm algorithm() {
        return settings.algorithm();
    }

    @Override
    public Named<Key> signing(Instant now) {
        var key = ring(now).signing(now).orElseGet(() -> first(now));
        return new Named<>(key.id(), privateKeys.computeIfAbsent(key.id(), id -> opened(key)));
    }

    /**
     * Nobody can have kept an older list of keys, so the first one signs at once. Its generation comes from the same look
     * that found none: of nodes that start together one adds it, and the others find it there.
     */
    private SigningKey first(Instant now) {
        var ring = reread(now);
        if (ring.signing(now).isEmpty()) {
            add(draw(ring.nextGeneration(), now, now));
        }
        return reread(now).signing(now).orElseThrow(() -> new IllegalStateException("There is no key that signs"));
    }

    private Key opened(SigningKey key) {
        return seal.open(key.sealedPrivate())
                .map(encoded -> (Key) settings.algorithm().privateKey(encoded))
                .orElseThrow(() -> new IllegalStateException(
                        "The signing key " + key.id() + " was sealed under another SESSION_SECRET"));
    }

    @Override
    public Optional<Key> verifying(String keyId, Instant now) {
        return counting(now).stream()
                .filter(key -> key.id().equals(keyId))
                .map(key -> (Key) key.key())
                .findFirst();
    }

    @Override
    public List<Named<PublicKey>> published(Instant now) {
        return counting(now);
    }

    private List<Named<PublicKey>> counting(Instant now) {
        var ring = ring(now);
        return ring.keys().stream()
                .filter(key -> ring.counts(key, now, settings.longestToken()))
                .map(key -> new Named<>(
                        key.id(),
                        settings.algorithm().publicKey(Base64.getDecoder().decode(key.publicKey()))))
                .toList();
    }

    @Override
    public List<KeyStanding> standings(Instant now) {
        var ring = reread(now);
        return ring.keys().stream()
                .map(key -> ring.standing(key, now, settings))
                .toList();
    }

    /** Publishes the next key when its time has come; to be called by the clock, on any number of nodes. */
    public void rotateWhenDue(Instant now) {
        if (reread(now).isDue(now, settings.rotation(), KeySettings.PUBLISHED_AHEAD)) {
            rotate(now);
        }
    }

    /**
     * Publishes the next key now; it signs as soon as every verifier can have seen it. False when the next key is published
     * already: it will sign even sooner.
     */
    public boolean rotate(Instant now) {
        var ring = reread(now);
        if (ring.next(now).isPresent()) {
            return false;
        }
        var activeAt = ring.signing(now).isEmpty() ? now : now.plus(KeySettings.PUBLISHED_AHEAD);
        var added = add(draw(ring.nextGeneration(), now, activeAt));
        reread(now);
        return added;
    }

    /**
     * Throws a key out at once, for its private half may be known: no token of it counts any more. When it is the one that
     * signs, another takes its place in the same moment, though nobody can have seen it. False when the key is unknown or
     * out already.
     */
    public boolean retire(String keyId, Instant now) {
        var ring = reread(now);
        var successor = ring.signing(now)
                .filter(signing -> signing.id().equals(keyId))
                .map(signing -> draw(ring.nextGeneration(), now, now));
        var retired = parts.transactions().inTransaction(() -> throwOut(keyId, successor, now));
        privateKeys.remove(keyId);
        if (reread(now).signing(now).isEmpty()) {
            first(now);
        }
        return retired;
    }

    private boolean throwOut(String keyId, Optional<SigningKey> successor, Instant now) {
        if (!parts.stored().retire(keyId, now)) {
            return false;
        }
        parts.audit().record(event(EventType.SIGNING_KEY_RETIRED, keyId, now));
        successor.ifPresent(this::add);
        return true;
    }

    /** False when another node has added one of the same generation. */
    private boolean add(SigningKey key) {
        return parts.transactions().inTransaction(() -> {
            var added = parts.stored().add(key);
            if (added) {
                parts.audit()
                        .record(event(EventType.SIGNING_KEY_ADDED, key.id(), key.createdAt())
                                .with("signs_from", key.activeAt().toString()));
            }
            return added;
        });
    }

    private AuditEvent event(EventType type, String keyId, Instant now) {
        return AuditEvent.of(type, now, Origin.local())
                .on(keyId)
                .with("algorithm", settings.algorithm().jwaName());
    }

    private SigningKey draw(int generation, Instant now, Instant activeAt) {
        var pair = settings.algorithm().draw();
        return new SigningKey(
                secrets.nextId(now),
                settings.algorithm(),
                generation,
                seal.seal(pair.getPrivate().getEncoded()),
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()),
                now,
                activeAt,
                null);
    }
}
