package dev.authgate.sdk.verify;

import dev.authgate.sdk.internal.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server's keys (RFC 7517 section 5), those that can verify a token. */
record KeySet(List<JsonWebKey> keys) {
    private static final int LARGEST = 64 * 1024;
    private static final int MOST_KEYS = 100;

    KeySet {
        keys = List.copyOf(keys);
    }

    static KeySet read(String document) throws IOException {
        if (!(new JsonTree(LARGEST)
                        .readObject(document.getBytes(StandardCharsets.UTF_8))
                        .get("keys")
                instanceof List<?> elements)) {
            throw new IOException("there is no member keys");
        }
        if (elements.size() > MOST_KEYS) {
            throw new IOException("there are more than " + MOST_KEYS + " keys");
        }
        var keys = new ArrayList<JsonWebKey>();
        for (var element : elements) {
            if (element instanceof Map<?, ?> members) {
                JsonWebKey.read(named(members)).ifPresent(keys::add);
            }
        }
        return new KeySet(keys);
    }

    @SuppressWarnings("unchecked") // the names in a JSON object are strings
    private static Map<String, ?> named(Map<?, ?> members) {
        return (Map<String, ?>) members;
    }

    /** The key of that id; without an id, the only one for the algorithm. */
    Optional<JsonWebKey> find(@Nullable String id, SignatureAlgorithm algorithm) {
        var fitting = keys.stream()
                .filter(key -> key.algorithm() == algorithm)
                .filter(key -> id == null || id.equals(key.id()))
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }
}
