package dev.authgate.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for many texts at once, wherever they begin: a database puts one value right behind the other. Each text is known
 * by its first eight bytes.
 */
final class TextSearch {
    static final int SHORTEST = Long.BYTES;

    private static final int BUCKETS = 1 << 22;

    private final Map<Long, List<byte[]>> byBeginning = new HashMap<>();
    /** Nearly everything that is no beginning is seen here, without a look into the map. */
    private final BitSet buckets = new BitSet(BUCKETS);

    TextSearch(Collection<String> texts) {
        for (var text : texts) {
            var bytes = text.getBytes(UTF_8);
            var beginning = ByteBuffer.wrap(bytes).getLong();
            byBeginning.computeIfAbsent(beginning, none -> new ArrayList<>()).add(bytes);
            buckets.set(bucket(beginning));
        }
    }

    private static int bucket(long beginning) {
        return (int) ((beginning * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - Integer.numberOfTrailingZeros(BUCKETS)));
    }

    /** Those of the texts that are in there. */
    Set<String> in(byte[] bytes) {
        var found = new TreeSet<String>();
        long window = 0;
        for (var at = 0; at < bytes.length; at++) {
            window = window << Byte.SIZE | Byte.toUnsignedLong(bytes[at]);
            if (at >= SHORTEST - 1 && buckets.get(bucket(window))) {
                compare(bytes, at - SHORTEST + 1, window, found);
            }
        }
        return found;
    }

    private void compare(byte[] bytes, int from, long beginning, Set<String> found) {
        for (var text : byBeginning.getOrDefault(beginning, List.of())) {
            var to = from + text.length;
            if (to <= bytes.length && Arrays.equals(bytes, from, to, text, 0, text.length)) {
                found.add(new String(text, UTF_8));
            }
        }
    }
}
