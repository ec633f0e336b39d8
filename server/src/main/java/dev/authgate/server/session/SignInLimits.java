package dev.authgate.server.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How fast passwords may be guessed: NIST SP 800-63B-4 section 3.2.2. Per account, whether it exists or not, and per
 * network, so that neither one name from many places nor many names from one place goes on for long.
 */
public final class SignInLimits {
    /** Ten failures are free, then 1, 2, 4, ... seconds, at most five minutes. */
    static final AttemptRule ACCOUNT =
            new AttemptRule(10, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMinutes(30));

    /** A network may be an office: thirty failures are free, then 1, 2, 4, ... seconds, at most a quarter of an hour. */
    static final AttemptRule NETWORK =
            new AttemptRule(30, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofMinutes(30));

    private static final String PURPOSE = "sign-in";

    private final AttemptLimits limits;
    private final AttemptSubjects subjects;

    public SignInLimits(AttemptLimits limits, AttemptSubjects subjects) {
        this.limits = limits;
        this.subjects = subjects;
    }

    /** Counts the attempt as failed in advance, or answers how long to wait. Inside a unit of work. */
    public Optional<Duration> begin(String username, String address, Instant now) {
        return limits.begin(List.of(account(username), network(address)), now);
    }

    /**
     * The password was right: the account's failures are forgotten. The network's stay, or somebody with one account of
     * their own could go on guessing others for ever.
     */
    public void succeeded(String username, String address) {
        limits.forgive(account(username));
        limits.takeBack(network(address));
    }

    /** Nothing was decided about the password: the attempt does not count. */
    public void undecided(String username, String address) {
        limits.takeBack(account(username));
        limits.takeBack(network(address));
    }

    private AttemptLimit account(String username) {
        return new AttemptLimit(subjects.account(PURPOSE, username), ACCOUNT);
    }

    private AttemptLimit network(String address) {
        return new AttemptLimit(subjects.network(PURPOSE, address), NETWORK);
    }
}
