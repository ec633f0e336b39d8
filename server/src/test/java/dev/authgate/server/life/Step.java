package dev.authgate.server.life;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Something that happens. The numbers choose, modulo how much there is to choose from: which token, who does it, and
 * how. So a step still means something when steps before it are left out.
 */
record Step(Kind kind, int which, int who, int how) {
    /** What can happen. */
    enum Kind {
        ISSUE,
        REFRESH,
        REFRESH_LATEST,
        REFRESH_FORGED,
        REVOKE_REFRESH_TOKEN,
        REVOKE_ACCESS_TOKEN,
        REVOKE_FORGED,
        CHANGE_GRANT,
        END_ALL,
        SWITCH_USER,
        SWITCH_CLIENT,
        SWITCH_ROTATION,
        INTROSPECT_ACCESS_TOKEN,
        INTROSPECT_REFRESH_TOKEN,
        INTROSPECT_FORGED,
        TOKEN_INFO,
        TOKEN_INFO_FORGED,
        WAIT,
        SWEEP
    }

    /** Seconds: nothing, and both sides of every limit in {@link Rules} and of a week. */
    private static final List<Long> WAITS = List.of(
            0L, 1L, 5L, 29L, 30L, 31L, 59L, 60L, 199L, 200L, 299L, 300L, 301L, 1_999L, 2_000L, 3_600L, 604_801L);

    /** The most usual kinds come more often than the others, and long waits seldom: else all would always be over. */
    static List<Step> drawn(Random random, int length) {
        var steps = new ArrayList<Step>();
        for (var i = 0; i < length; i++) {
            steps.add(new Step(kind(random), random.nextInt(1_000), random.nextInt(1_000), random.nextInt(1_000)));
        }
        return steps;
    }

    private static Kind kind(Random random) {
        var kinds = Kind.values();
        return switch (random.nextInt(10)) {
            case 0 -> Kind.ISSUE;
            case 1, 2 -> Kind.REFRESH;
            case 3 -> Kind.REFRESH_LATEST;
            case 4 -> Kind.WAIT;
            default -> kinds[random.nextInt(kinds.length)];
        };
    }

    /** How long is waited, in seconds. */
    long seconds() {
        var shortOnes = how % 8 == 0 ? WAITS.size() : 8;
        return WAITS.get(which % shortOnes);
    }

    /** One chance in so many. */
    boolean rarely(int outOf) {
        return how % outOf == 0;
    }

    static <T> T pick(List<T> from, int number) {
        return from.get(number % from.size());
    }
}
