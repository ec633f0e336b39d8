package dev.authgate.server.device;

import dev.authgate.server.session.AttemptLimit;
import dev.authgate.server.session.AttemptLimits;
import dev.authgate.server.session.AttemptRule;
import dev.authgate.server.session.AttemptSubjects;
import dev.authgate.server.session.Attempts;
import dev.authgate.server.session.SignedInUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How fast user codes may be guessed: RFC 8628 section 5.1. Per browser session, per user, per network, and altogether.
 *
 * <p>A right code takes back its own attempt and nothing else: whoever mixes right codes of their own with wrong ones
 * gains nothing.
 */
public final class CodeEntryLimits {
    private static final Duration FORGET_AFTER = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofMinutes(8);
    private static final AttemptRule SESSION = new AttemptRule(5, Duration.ofSeconds(15), LONGEST, FORGET_AFTER);
    private static final AttemptRule USER = new AttemptRule(10, Duration.ofSeconds(30), LONGEST, FORGET_AFTER);
    private static final AttemptRule NETWORK = new AttemptRule(20, Duration.ofSeconds(30), LONGEST, FORGET_AFTER);
    private static final String PURPOSE = "user-code";

    private final AttemptLimits limits;
    private final AttemptSubjects subjects;
    private final Optional<GuessWatch> watch;

    private CodeEntryLimits(AttemptLimits limits, AttemptSubjects subjects, Optional<GuessWatch> watch) {
        this.limits = limits;
        this.subjects = subjects;
        this.watch = watch;
    }

    public static CodeEntryLimits on(Attempts attempts, AttemptSubjects subjects, DeviceAuthorizations authorizations) {
        return new CodeEntryLimits(
                AttemptLimits.on(attempts), subjects, Optional.of(new GuessWatch(attempts, authorizations)));
    }

    /** The setting {@code LIMITS=off}. */
    public static CodeEntryLimits off(AttemptSubjects subjects) {
        return new CodeEntryLimits(AttemptLimits.off(), subjects, Optional.empty());
    }

    /** Whether nothing is counted, so that an entry writes nothing unless it is wrong. */
    boolean areOff() {
        return watch.isEmpty();
    }

    /** Counts the attempt as wrong in advance, or answers how long to wait. Inside a unit of work. */
    Optional<Duration> begin(SignedInUser who, String address, Instant now) {
        return watch.flatMap(all -> all.pause(now)).or(() -> limits.begin(all(who, address), now));
    }

    /** The code was right: the attempt is taken back. */
    void right(SignedInUser who, String address) {
        all(who, address).forEach(limits::takeBack);
    }

    /** The code was wrong; true when it is the one that must raise the alarm. */
    boolean wrong(Instant now) {
        return watch.map(all -> all.usedUpBy(now)).orElse(false);
    }

    private List<AttemptLimit> all(SignedInUser who, String address) {
        return List.of(
                new AttemptLimit(PURPOSE + ":session:" + who.session().id().value(), SESSION),
                new AttemptLimit(subjects.account(PURPOSE, who.user().username()), USER),
                new AttemptLimit(subjects.network(PURPOSE, address), NETWORK));
    }
}
