package dev.authgate.server.life;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random lives of tokens, lived on a server and on the {@link Model}: whatever is asked of either, both must answer the
 * same. A difference is told with the seed and with the fewest steps that were found to lead there.
 *
 * <p>{@code -Dlife.seed=…} lives the life of that seed alone; otherwise each run lives the same lives.
 */
abstract class TokenLifeContract {
    private static final int STEPS = 80;
    private static final long USUAL = 8628;

    abstract Stores newStores() throws Exception;

    /** How many lives. */
    abstract int lives();

    /** Whether these stores can be cleaned up. */
    abstract boolean cleansUp();

    @Test
    void is_what_section_4_says_whatever_happens_in_whatever_order() throws Exception {
        var seeds = Long.getLong("life.seed") == null
                ? new Random(USUAL).longs(lives()).toArray()
                : new long[] {Long.getLong("life.seed")};
        for (var seed : seeds) {
            var random = new Random(seed);
            var rules = Rules.drawn(random);
            var steps = Step.drawn(random, STEPS).stream()
                    .filter(step -> cleansUp() || step.kind() != Step.Kind.SWEEP)
                    .toList();
            if (difference(rules, steps).isPresent()) {
                tell(seed, rules, fewest(rules, steps));
            }
        }
    }

    private void tell(long seed, Rules rules, List<Step> steps) throws Exception {
        var words = new ArrayList<String>(List.of("-Dlife.seed=" + seed, rules.toString()));
        steps.forEach(step -> words.add(step.toString()));
        words.add(difference(rules, steps).orElse("no difference any more"));
        fail(String.join("\n", words));
    }

    /** Leaves out whatever can be left out without losing the difference. */
    private List<Step> fewest(Rules rules, List<Step> steps) throws Exception {
        var left = new ArrayList<>(steps);
        for (var at = left.size() - 1; at >= 0; at--) {
            var without = new ArrayList<>(left);
            without.remove(at);
            if (difference(rules, without).isPresent()) {
                left = without;
            }
        }
        return left;
    }

    private Optional<String> difference(Rules rules, List<Step> steps) throws Exception {
        var model = new Life(new Model(rules));
        var real = new Life(new RealServer(newStores(), rules));
        for (var step : steps) {
            var expected = model.take(step);
            var actual = real.take(step);
            if (!expected.equals(actual)) {
                return Optional.of(step + "\n  must be: " + expected + "\n  but is:  " + actual);
            }
        }
        var expected = model.allTokens();
        var actual = real.allTokens();
        return expected.equals(actual)
                ? Optional.empty()
                : Optional.of("in the end\n  must be: " + expected + "\n  but is:  " + actual);
    }
}
