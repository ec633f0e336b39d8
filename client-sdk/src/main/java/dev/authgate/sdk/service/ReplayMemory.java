package dev.authgate.sdk.service;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Remembers the requests of a few minutes by what no other has in common with them. */
final class ReplayMemory {
    private final int most;
    private final Set<String> known = new HashSet<>();
    private final TreeMap<Long, List<String>> bySecond = new TreeMap<>();

    ReplayMemory(int most) {
        this.most = most;
    }

    /**
     * Remembers a request.
     *
     * @param second when it was signed
     * @param oldest what was signed before this second is refused for its age, and may be forgotten
     */
    synchronized Verdict add(String identity, long second, long oldest) {
        forgetBefore(oldest);
        if (known.contains(identity)) {
            return Verdict.REPLAYED;
        }
        if (known.size() >= most) {
            return Verdict.TOO_MANY;
        }
        known.add(identity);
        bySecond.computeIfAbsent(second, key -> new ArrayList<>()).add(identity);
        return Verdict.GENUINE;
    }

    private void forgetBefore(long oldest) {
        var old = bySecond.headMap(oldest);
        old.values().forEach(known::removeAll);
        old.clear();
    }
}
