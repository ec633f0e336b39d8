package dev.authgate.server.device;

import dev.authgate.server.oauth.SecretHash;
import java.time.Instant;

/** One of several nodes hears that something was decided: it looks anew, and wakes the poll that waits for it. */
public record DecisionEar(HandOver handOver, Hearing hearing) implements DecisionNews.Ear {
    @Override
    public void heard(SecretHash deviceCode) {
        handOver.heard(deviceCode);
    }

    @Override
    public void completeTo(Instant moment) {
        hearing.completeTo(moment);
    }

    @Override
    public void broken() {
        hearing.broken();
    }
}
