package dev.authgate.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;

/** Tells the person at the terminal what did not go as expected, once for each request and outcome. */
final class Failures {
    private static final int SHOWN = 3;
    private static final int LONGEST = 400;

    private final Map<String, Integer> seen = new LinkedHashMap<>();

    void note(Step step, String outcome, String answer) {
        var what = step + ": " + outcome;
        if (seen.merge(what, 1, Integer::sum) == 1 && seen.size() <= SHOWN) {
            System.err.println("    unexpected, " + what + " — " + shortened(answer));
        }
    }

    private static String shortened(String answer) {
        var body = answer.replaceAll("\\s+", " ");
        return body.length() <= LONGEST ? body : body.substring(0, LONGEST) + "…";
    }

    void print() {
        seen.forEach((what, count) -> System.err.println("    " + count + " × " + what));
    }
}
