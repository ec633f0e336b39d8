package dev.authgate.sdk;

import dev.authgate.sdk.internal.Cancellation;
import dev.authgate.sdk.internal.IssuedTokens;
import dev.authgate.sdk.internal.Pace;
import dev.authgate.sdk.internal.Poll;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** RFC 8628 section 3.5: asks at the server's pace until there is a decision or the code's time is over. */
final class PollLoop implements Poll.Ways<Optional<LoginResult>> {
    /** A hold that broke after so long was cut by something between here and the server. */
    private static final Duration CUT = Duration.ofSeconds(1);

    private final Exchange exchange;
    private final Situation situation;
    private final PollPause waiting;

    private Pace pace;
    private Duration pause;
    private Duration longestHold;
    private Duration took = Duration.ZERO;

    /** The two things done with a server. */
    interface Exchange {
        /** Asks once; the server may hold the request so long. */
        Poll poll(Duration held) throws OAuthException;

        /** Makes a session of the tokens, unless the login was cancelled meanwhile. */
        LoginResult approve(IssuedTokens tokens) throws OAuthException;
    }

    /**
     * What a login waits in.
     *
     * @param time the clocks
     * @param deadline when the code's time is over
     * @param cancellation ends the wait
     * @param listener told what happens
     * @param spread between 0 and 1, a new one at each call
     */
    record Situation(
            TimeSource time,
            Deadline deadline,
            Cancellation cancellation,
            Consumer<? super LoginEvent> listener,
            DoubleSupplier spread) {
        Duration left() {
            return deadline.left(time);
        }
    }

    PollLoop(Exchange exchange, Situation situation, Pace pace, Duration longestHold) {
        this.exchange = exchange;
        this.situation = situation;
        this.waiting =
                new PollPause(situation.time(), situation.deadline(), situation.cancellation(), situation.listener());
        this.pace = pace;
        this.longestHold = longestHold;
        this.pause = pace.pause(spread());
    }

    /** Asks until it ends. */
    LoginResult run() throws OAuthException, InterruptedException {
        Optional<LoginResult> end = Optional.empty();
        while (end.isEmpty()) {
            end = switch (waiting.pause(pause)) {
                case OVER -> ask();
                case EXPIRED -> Optional.of(new LoginResult.Expired());
                case CANCELLED -> Optional.of(new LoginResult.Cancelled());
            };
        }
        return end.get();
    }

    private Optional<LoginResult> ask() throws OAuthException {
        var asked = situation.time().monotonicNanos();
        try {
            var poll = exchange.poll(hold());
            took = Duration.ofNanos(situation.time().monotonicNanos() - asked);
            return poll.choose(this);
        } catch (OAuthException fault) {
            return Optional.of(ended(fault));
        }
    }

    /** Whole seconds, and no longer than the code is good. */
    private Duration hold() {
        var left = situation.left();
        return Duration.ofSeconds((left.compareTo(longestHold) < 0 ? left : longestHold).toSeconds());
    }

    /** A server that has forgotten a code whose time is over means that it is over. */
    private LoginResult ended(OAuthException fault) throws OAuthException {
        if (situation.cancellation().isPulled()) {
            return new LoginResult.Cancelled();
        }
        if (fault.code() == OAuthException.Code.LOGIN_REQUIRED
                && !situation.time().now().isBefore(situation.deadline().timeOfDay())) {
            return new LoginResult.Expired();
        }
        throw fault;
    }

    @Override
    public Optional<LoginResult> issued(IssuedTokens tokens) throws OAuthException {
        var lifetime = tokens.lifetime().minus(took);
        return Optional.of(exchange.approve(new IssuedTokens(
                tokens.accessToken(),
                lifetime.isNegative() ? Duration.ZERO : lifetime,
                tokens.refreshToken(),
                tokens.scopes())));
    }

    /**
     * The pause counts from the answer: the server cannot have seen this poll later. When it says that it held the poll,
     * it has seen it that much earlier, and as much of the pause is over.
     */
    @Override
    public Optional<LoginResult> pending(Duration held) {
        pace = pace.answered();
        pause = pace.pause(spread());
        if (took.compareTo(held) >= 0) {
            pause = pause.minus(held);
        }
        return Optional.empty();
    }

    @Override
    public Optional<LoginResult> slowDown(@Nullable Duration interval) {
        pace = pace.slowedDown(interval);
        pause = pace.pause(spread());
        situation.listener().accept(new LoginEvent.SlowedDown(pace.interval(), situation.left()));
        return Optional.empty();
    }

    @Override
    public Optional<LoginResult> denied(@Nullable String description) {
        return Optional.of(new LoginResult.Denied(description));
    }

    @Override
    public Optional<LoginResult> expired() {
        return Optional.of(new LoginResult.Expired());
    }

    @Override
    public Optional<LoginResult> failed(OAuthException fault) {
        if (took.compareTo(CUT) >= 0) {
            longestHold = Duration.ZERO;
        }
        pace = pace.failed();
        pause = pace.backOff(fault.retryAfter().orElse(null), spread());
        situation.listener().accept(new LoginEvent.Retrying(fault, pause, situation.left()));
        return Optional.empty();
    }

    private double spread() {
        return situation.spread().getAsDouble();
    }
}
