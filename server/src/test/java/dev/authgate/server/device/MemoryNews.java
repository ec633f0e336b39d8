package dev.authgate.server.device;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.MemoryRows;
import dev.authgate.server.storage.Rewindable;
import java.time.Clock;
import java.util.List;

/** News as other nodes would hear them: those of units of work that were undone are not among them. */
final class MemoryNews implements DecisionNews, Rewindable {
    private final MemoryRows<Integer, SecretHash> announced = new MemoryRows<>();

    @Override
    public void announce(SecretHash deviceCode) {
        announced.add(announced.all().size(), deviceCode, other -> false);
    }

    List<SecretHash> announced() {
        return List.copyOf(announced.all());
    }

    @Override
    public Listening listen(Ear ear, Clock clock) {
        throw new UnsupportedOperationException("there is one node in these tests");
    }

    @Override
    public Runnable remember() {
        return announced.remember();
    }
}
