package dev.authgate.bench;

import dev.authgate.bench.load.Browser;
import dev.authgate.bench.load.Operation.Choice;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Servers that run, and a crew that signs in to them. */
record Stage(Probe probe, Crew crew) {
    private static final Duration LONGEST_PREPARATION = Duration.ofMinutes(5);
    private static final int SEED_WORKERS = 8;

    /** Signs so many browsers in, and makes tokens to check and to refresh. */
    void seed(int workers, int flows) throws IOException {
        for (var browser : crew.browsers(workers)) {
            require(List.of(browser), crew.signInOnce(), 1, "sign-in");
        }
        require(crew.browsers(Math.min(workers, SEED_WORKERS)), crew.seed(flows), flows, "whole flow");
    }

    /** So many flows whose tokens are of no further use. */
    void moreFlows(int flows) throws IOException {
        require(crew.browsers(Math.min(crew.size(), SEED_WORKERS)), crew.flows(flows), flows, "whole flow");
    }

    private void require(List<Browser> browsers, Choice choice, long wanted, String what) throws IOException {
        var tally = probe.run(browsers, choice, LONGEST_PREPARATION);
        var done = tally.operations().getTotalCount();
        if (done < wanted) {
            throw new IOException(
                    "of " + wanted + " times " + what + " only " + done + " went well; otherwise: " + tally.failures());
        }
    }

    /** Sees to it that a row finds what it takes: so many codes, or tokens. */
    void supply(String row, int wanted) throws IOException {
        var everybody = crew.browsers(crew.size());
        if (row.equals(Crew.POLLS) && crew.codes() < wanted) {
            probe.run(everybody, crew.ask(wanted - crew.codes()), LONGEST_PREPARATION);
        }
        if (row.equals(Crew.REVOCATION) && crew.revocable() < wanted) {
            probe.run(everybody, crew.refreshes(wanted - crew.revocable()), LONGEST_PREPARATION);
        }
    }

    /** Uses everything for a while, so that the virtual machines have compiled it. */
    void warmUp(int workers, Duration length) throws IOException {
        var each = length.dividedBy(crew.rows().size());
        for (var row : crew.rows()) {
            probe.run(crew.browsers(workers), crew.choice(row), each);
        }
    }
}
