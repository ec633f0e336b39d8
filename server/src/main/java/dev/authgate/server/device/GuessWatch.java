package dev.authgate.server.device;

import dev.authgate.server.session.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Watches all wrong user codes together, whoever types them: RFC 8628 section 5.1.
 *
 * <p>Limits per person and network do not stop somebody who has very many of both. So wrong codes are also counted in
 * windows of ten minutes against the number of codes that a guess could hit: when the chance that one was hit reaches a
 * thousandth, entering codes pauses until the window is over.
 */
final class GuessWatch {
    private static final long WINDOW_SECONDS = Duration.ofMinutes(10).toSeconds();
    private static final double ALL_CODES = Math.pow(UserCode.ALPHABET.length(), 8);
    private static final double ACCEPTED_CHANCE = 0.001;

    /** People mistype, too: so many wrong codes raise no alarm, however many are live. */
    private static final int NEVER_FEWER = 1000;

    private final Attempts attempts;
    private final DeviceAuthorizations authorizations;

    GuessWatch(Attempts attempts, DeviceAuthorizations authorizations) {
        this.attempts = attempts;
        this.authorizations = authorizations;
    }

    /** How long entering codes still pauses for everyone; empty when it does not. */
    Optional<Duration> pause(Instant now) {
        var wrong = attempts.find(subject(now)).map(Attempts.Count::failures).orElse(0);
        if (wrong < NEVER_FEWER || wrong < budget(now)) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(WINDOW_SECONDS - now.getEpochSecond() % WINDOW_SECONDS));
    }

    /** Counts a wrong code; true for the one that used the budget up, so that one alarm is raised. */
    boolean usedUpBy(Instant now) {
        var wrong = attempts.increment(subject(now), now, Instant.EPOCH).failures();
        return wrong >= NEVER_FEWER && wrong == budget(now);
    }

    private long budget(Instant now) {
        var live = Math.max(1, authorizations.countPending(now));
        return Math.max(NEVER_FEWER, (long) (ACCEPTED_CHANCE * ALL_CODES / live));
    }

    private static String subject(Instant now) {
        return "user-code:everyone:" + now.getEpochSecond() / WINDOW_SECONDS;
    }
}
