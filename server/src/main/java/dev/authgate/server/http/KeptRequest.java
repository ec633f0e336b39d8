package dev.authgate.server.http;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A request whose answer comes later. It is suspended and holds no thread; when its answer is due it comes back to its
 * endpoint on a thread of the server, as if it had just arrived.
 */
final class KeptRequest {
    private static final String ATTRIBUTE = KeptRequest.class.getName();

    /** Whoever keeps a request ends it much sooner, unless the clock was set back. */
    private static final Duration LONGEST = Duration.ofSeconds(45);

    private final Reply.Later later;

    private KeptRequest(Reply.Later later) {
        this.later = later;
    }

    /** What is to be done for a request that has come back; empty for one that has just arrived. */
    static Optional<KeptRequest> in(HttpServletRequest request) {
        return Optional.ofNullable((KeptRequest) request.getAttribute(ATTRIBUTE));
    }

    /** Suspends a request until its answer is due, or until its asker waits no more. */
    static void keep(HttpServletRequest request, Reply.Later later) {
        request.setAttribute(ATTRIBUTE, new KeptRequest(later));
        var async = request.startAsync();
        async.setTimeout(LONGEST.toMillis());
        async.addListener(new Abandoned(later));
        var watch = ConnectionWatch.of(request, later.abandon());
        var returning = later.due().thenRun(() -> {
            watch.end();
            async.dispatch();
        });
        returning.exceptionally(ConnectionWatch::gone);
    }

    /** The answer that was due. */
    Answer answer(Instant now) {
        return later.answer().apply(now);
    }

    Answer.Header applied() {
        return later.applied();
    }

    /** Time is over, or the connection broke: then nobody waits any more. */
    private record Abandoned(Reply.Later later) implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) {
            later.abandon().run();
        }

        @Override
        public void onError(AsyncEvent event) {
            later.abandon().run();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
