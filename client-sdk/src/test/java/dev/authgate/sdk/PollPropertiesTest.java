package dev.authgate.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.sdk.internal.Cancellation;
import dev.authgate.sdk.internal.IssuedTokens;
import dev.authgate.sdk.internal.Pace;
import dev.authgate.sdk.internal.Poll;
import dev.authgate.sdk.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("RFC 8628 section 3.5: whatever a server answers")
class PollPropertiesTest {
    private static final int SERVERS = 1500;

    static LongStream seeds() {
        return LongStream.range(0, SERVERS / 100);
    }

    @ParameterizedTest(name = "servers of seed {0}")
    @MethodSource("seeds")
    void no_poll_comes_sooner_than_allowed_nor_after_the_deadline(long seed) throws Exception {
        for (var number = 0; number < 100; number++) {
            var random = new Random(seed * 1000 + number);
            var server = new RandomServer(random);
            var situation = new PollLoop.Situation(
                    server.clock, server.deadline, new Cancellation(), event -> {}, random::nextDouble);

            var result = new PollLoop(server, situation, Pace.of(server.interval), server.longestHold).run();

            assertThat(server.polls).as("polls of %s", server).isPositive();
            assertThat(result).isNotNull();
        }
    }

    /** Answers at random, takes its time at random, and judges each poll as a strict server would. */
    private static final class RandomServer implements PollLoop.Exchange {
        private final ManualClock clock = new ManualClock();
        private final Random random;
        private final Deadline deadline;
        private final @Nullable Duration interval;
        private final Duration longestHold;

        private Duration allowedPause;
        private Instant lastSeen;
        private Instant notBefore;
        private int polls;

        RandomServer(Random random) {
            this.random = random;
            this.interval = random.nextInt(5) == 0 ? null : Duration.ofMillis(random.nextInt(1, 40_000));
            this.allowedPause = interval == null ? Duration.ofSeconds(5) : interval;
            this.longestHold = random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(random.nextInt(1, 40));
            this.deadline = Deadline.start(clock)
                    .plus(allowedPause.multipliedBy(2).plus(Duration.ofSeconds(random.nextInt(1, 1800))));
            this.lastSeen = clock.now();
            this.notBefore = clock.now();
            for (var nap = random.nextInt(3); nap > 0; nap--) {
                clock.in(
                        Duration.ofSeconds(random.nextInt(600)),
                        () -> clock.sleep(Duration.ofSeconds(random.nextInt(300))));
            }
        }

        @Override
        public Poll poll(Duration held) throws OAuthException {
            polls++;
            assertThat(deadline.left(clock)).as("left when the poll was sent").isPositive();
            delay();
            assertThat(held).isLessThanOrEqualTo(longestHold);
            assertThat(clock.now()).as("seen since %s", lastSeen).isAfterOrEqualTo(lastSeen.plus(allowedPause));
            assertThat(clock.now()).as("asked for patience").isAfterOrEqualTo(notBefore);
            lastSeen = clock.now();
            var answer = answer(held);
            delay();
            return answer;
        }

        /** On its way, there and back. */
        private void delay() {
            clock.advance(Duration.ofMillis(random.nextInt(2000)));
        }

        private Poll answer(Duration held) throws OAuthException {
            return switch (random.nextInt(12)) {
                case 0, 1 -> slowDown();
                case 2, 3 -> failed(null);
                case 4 -> failed(Duration.ofSeconds(random.nextInt(200)));
                case 5 -> polls > 20 ? new Poll.Denied(null) : pending(held);
                default -> pending(held);
            };
        }

        private Poll pending(Duration held) {
            if (!held.isZero() && random.nextInt(4) > 0) {
                clock.advance(held);
                return new Poll.Pending(held);
            }
            return new Poll.Pending(random.nextBoolean() ? held : Duration.ZERO);
        }

        private Poll slowDown() {
            var named = random.nextInt(3) == 0 ? Duration.ofSeconds(random.nextInt(60)) : null;
            var longer = allowedPause.plusSeconds(5);
            allowedPause = named != null && named.compareTo(longer) > 0 ? named : longer;
            return new Poll.SlowDown(named);
        }

        private Poll failed(@Nullable Duration retryAfter) {
            if (retryAfter != null) {
                notBefore = clock.now().plus(retryAfter);
            }
            return new Poll.Failed(new OAuthException(
                    OAuthException.Code.SERVER, "503", new OAuthException.Detail(null, null, null, retryAfter), null));
        }

        @Override
        public LoginResult approve(IssuedTokens tokens) {
            throw new IllegalStateException("this server approves nobody");
        }
    }
}
