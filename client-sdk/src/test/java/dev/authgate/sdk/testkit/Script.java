package dev.authgate.sdk.testkit;

import dev.authgate.sdk.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint of the fake server answers next: each request takes one step; without a step, the server answers as
 * a good server does.
 *
 * <pre>{@code
 * server.onRefresh().unavailable(Duration.ofSeconds(30)).dropReply().normally();
 * }</pre>
 */
public final class Script {
    private final Deque<Function<Good, Reply>> steps = new ArrayDeque<>();
    private final TimeSource time;
    private CountDownLatch added = new CountDownLatch(1);

    /** What a good server would answer; asking for it does what answering it does. */
    @FunctionalInterface
    interface Good {
        Reply answer();
    }

    Script(TimeSource time) {
        this.time = time;
    }

    /** Answers as a good server does. */
    public Script normally() {
        return step(Good::answer);
    }

    /** Answers this status and this body, whatever the request. */
    public Script answer(int status, String body) {
        return step(good -> Reply.json(status, body));
    }

    /** The same with a header of your own. */
    public Script answer(int status, String header, String value, String body) {
        return step(good -> Reply.json(status, body).with(header, value));
    }

    /** Refuses with an OAuth error (RFC 6749 section 5.2), {@code invalid_client} for example. */
    public Script refuse(String error) {
        return step(good -> Reply.error(error));
    }

    /** Answers this status with a page for people, as proxies do. */
    public Script fail(int status) {
        return step(good -> page(status));
    }

    /** Answers 503 and asks for patience, in seconds. */
    public Script unavailable(Duration retryAfter) {
        return step(good -> page(503).with("Retry-After", String.valueOf(retryAfter.toSeconds())));
    }

    /** Answers 503 and asks for patience until a date. */
    public Script unavailableUntil(Instant time) {
        return step(good -> page(503).with("Retry-After", TinyHttp.HTTP_DATE.format(time)));
    }

    /** Answers 429 and asks for patience, in seconds. */
    public Script tooMany(Duration retryAfter) {
        return step(good -> page(429).with("Retry-After", String.valueOf(retryAfter.toSeconds())));
    }

    /** Does what a good server does (a token is spent, a code redeemed), but the answer is lost on its way. */
    public Script dropReply() {
        return step(good -> {
            good.answer();
            return Reply.DROP;
        });
    }

    /** Breaks the connection before anything is done. */
    public Script dropRequest() {
        return step(good -> Reply.DROP);
    }

    /** Says nothing until the server is closed or the client goes away. */
    public Script hang() {
        return step(good -> Reply.HANG);
    }

    /** A proxy on the way gives up after so long: 504, and the request is not done. */
    public Script timeOut(Duration after) {
        return step(good -> {
            pass(after);
            return page(504);
        });
    }

    /** Answers as a good server does, so much later. */
    public Script slowly(Duration after) {
        return step(good -> {
            pass(after);
            return good.answer();
        });
    }

    private void pass(Duration delay) {
        try {
            time.await(new CountDownLatch(1), delay);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Changes a good answer's body: cut it, say, or write a number in quotes. */
    public Script altered(UnaryOperator<String> change) {
        return step(good -> {
            var answer = good.answer();
            return new Reply(answer.status(), answer.headers(), change.apply(answer.body()));
        });
    }

    private static Reply page(int status) {
        return new Reply(status, Map.of("Content-Type", "text/html"), "<html><h1>" + status + "</h1></html>");
    }

    synchronized Script step(Function<Good, Reply> step) {
        steps.add(step);
        added.countDown();
        return this;
    }

    /** The next answer; what a good server answers if nothing is scripted. */
    Reply next(Good good) {
        var step = take();
        return step == null ? good.answer() : step.apply(good);
    }

    private synchronized @Nullable Function<Good, Reply> take() {
        return steps.poll();
    }

    synchronized boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Opens when a step is added; open if there is one. */
    synchronized CountDownLatch added() {
        if (steps.isEmpty() && added.getCount() == 0) {
            added = new CountDownLatch(1);
        }
        return added;
    }
}
