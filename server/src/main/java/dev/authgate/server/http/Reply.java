package dev.authgate.server.http;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** An answer, or the promise of one. */
public sealed interface Reply {
    <T> T match(Function<Answer, T> now, Function<Later, T> later);

    /** The answer is there. */
    record Now(Answer answer) implements Reply {
        @Override
        public <T> T match(Function<Answer, T> now, Function<Later, T> later) {
            return now.apply(answer);
        }
    }

    /**
     * The asker is kept waiting, and no thread with it.
     *
     * @param due completes when it is time to answer; where it completes, nothing must block
     * @param answer answers then, at a time; what it throws is answered in the endpoint's manner
     * @param applied a header that the answer carries, whatever it is
     * @param abandon the asker waits no more: makes {@code due} complete, if it has not yet
     */
    record Later(CompletionStage<?> due, Function<Instant, Answer> answer, Answer.Header applied, Runnable abandon)
            implements Reply {
        @Override
        public <T> T match(Function<Answer, T> now, Function<Later, T> later) {
            return later.apply(this);
        }
    }
}
