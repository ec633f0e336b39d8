package dev.authgate.server.audit;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.storage.Race;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every audit trail promises. */
public abstract class AuditTrailContract {
    protected abstract AuditTrail trail();

    /** What was recorded of one type, in the order of time. */
    protected abstract List<AuditEvent> recorded(EventType type);

    @Test
    void an_event_is_kept_with_all_it_tells() {
        var whole = AuditEvent.of(EventType.CLIENT_CREATED, NOON, new Origin("192.0.2.7", "curl/8", "request-1"))
                .by("ann")
                .forClient("tv")
                .on("row-1")
                .with("name", "T\"V\"")
                .with("scopes", "read write");
        var bare = AuditEvent.of(EventType.CLIENT_CREATED, NOON.plusMillis(1), Origin.local());

        trail().record(whole);
        trail().record(bare);

        assertThat(recorded(EventType.CLIENT_CREATED)).containsExactly(whole, bare);
    }

    @Test
    void an_event_is_kept_whatever_was_sent() {
        var odd = "\0\ud800\u202e";

        trail().record(AuditEvent.of(EventType.USER_CODE_REJECTED, NOON, new Origin("192.0.2.7", odd, odd))
                .on(odd)
                .with(odd, odd));

        assertThat(recorded(EventType.USER_CODE_REJECTED)).hasSize(1);
    }

    @Test
    void the_same_may_happen_many_times_at_once() throws Exception {
        var event = AuditEvent.of(EventType.SIGN_IN_FAILED, NOON, Origin.local());

        Race.run(runner -> {
            trail().record(event);
            return true;
        });

        assertThat(recorded(EventType.SIGN_IN_FAILED)).hasSize(Race.RUNNERS).containsOnly(event);
    }
}
