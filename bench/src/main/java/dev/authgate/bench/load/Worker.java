package dev.authgate.bench.load;

import dev.authgate.bench.load.Pool.Ticket;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One caller: does operations, one after the other, on one connection. */
final class Worker {
    private static final long AFTER_A_FAULT = TimeUnit.SECONDS.toNanos(1);

    private static final int CHOICES = 100;

    private final Loop loop;
    private final Browser browser;
    private int target;
    private @Nullable Connection connection;
    private @Nullable Operation operation;
    private @Nullable Ticket ticket;
    private Map<String, String> values = Map.of();
    private int at;
    private long operationBegan;
    private long requestBegan;
    private boolean asked;

    Worker(Loop loop, Browser browser, int target) {
        this.loop = loop;
        this.browser = browser;
        this.target = target;
    }

    /** Chooses what to do next; does so at once, or waits until it is due, or has nothing more to do. */
    void next(long now) {
        if (!choose()) {
            finish();
        } else if (ticket != null && ticket.due() > now) {
            loop.waitUntil(ticket.due(), this);
        } else {
            begin(now);
        }
    }

    /** What lacks its values just now is passed over, unless nothing else is to be had. */
    private boolean choose() {
        for (var i = 0; i < CHOICES; i++) {
            var chosen = loop.choose();
            if (chosen == null) {
                return false;
            }
            operation = chosen;
            at = 0;
            ticket = chosen.from() == null ? null : chosen.from().take();
            if (chosen.from() == null || ticket != null) {
                return true;
            }
        }
        return false;
    }

    /** Begins what was chosen. */
    void begin(long now) {
        values = new HashMap<>(browser.values());
        if (ticket != null) {
            values.putAll(ticket.values());
        }
        operationBegan = now;
        ask(now);
    }

    private void ask(long now) {
        var step = step();
        requestBegan = now;
        asked = true;
        try {
            if (connection == null) {
                connection = loop.connect(target, this);
            }
            connection.send(step.encode(values, step.isBrowser() ? browser.cookieHeader() : ""));
        } catch (IOException e) {
            lost(e, now);
        }
    }

    private Step step() {
        if (operation == null) {
            throw new IllegalStateException("nothing was chosen");
        }
        return operation.steps().get(at);
    }

    /** The connection has something to say. */
    void ready(long now) {
        if (connection == null) {
            return;
        }
        try {
            var answer = connection.proceed();
            if (answer != null) {
                answered(answer, now);
            }
        } catch (IOException e) {
            lost(e, now);
        }
    }

    private void answered(Answer answer, long now) {
        if (!asked) {
            lost(new IOException("an answer to nothing"), now);
            return;
        }
        asked = false;
        if (answer.closes()) {
            disconnect();
        }
        var step = step();
        if (step.isBrowser()) {
            browser.keepCookies(answer.head());
        }
        if (!step.expects(answer)) {
            failed(answer.outcome(), answer, now);
            return;
        }
        var missing = step.find(answer, values);
        if (missing != null) {
            failed(answer.status() + " without " + missing, answer, now);
            return;
        }
        loop.requestDone(now - requestBegan);
        proceed(now);
    }

    private void proceed(long now) {
        if (operation == null) {
            throw new IllegalStateException("nothing was chosen");
        }
        at++;
        if (at < operation.steps().size()) {
            if (loop.isOver(now)) {
                finish();
            } else {
                ask(now);
            }
            return;
        }
        loop.operationDone(now - operationBegan, now);
        for (var result : operation.results()) {
            result.keep(values, now);
        }
        next(now);
    }

    private void failed(String outcome, Answer answer, long now) {
        loop.failed(step(), outcome, answer.text(), now);
        if (answer.status() >= 500) {
            giveBack(now);
        }
        next(now);
    }

    private void lost(IOException e, long now) {
        disconnect();
        asked = false;
        target++;
        giveBack(now);
        loop.failed(step(), e.getClass().getSimpleName(), String.valueOf(e.getMessage()), now);
        // Not at once: a server that is gone refuses, and would be asked for nothing else.
        loop.restLater(this);
    }

    /** Gives up on an answer that has not come. */
    void giveUpAfter(long patience, long now) {
        if (asked && now - requestBegan > patience) {
            lost(new SocketTimeoutException("no answer"), now);
        }
    }

    /** What the server had no say about may be tried again, after a while. */
    private void giveBack(long now) {
        if (ticket != null && operation != null && operation.from() != null) {
            operation.from().give(new Ticket(ticket.values(), Math.max(ticket.due(), now + AFTER_A_FAULT)));
        }
    }

    /** Puts back what it has waited for, and ends. */
    void finishUnbegun(long now) {
        giveBack(now);
        finish();
    }

    void finish() {
        disconnect();
        loop.finished();
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
