package dev.authgate.bench;

import dev.authgate.bench.host.Program;
import dev.authgate.bench.host.Store;
import dev.authgate.bench.load.Load;
import dev.authgate.bench.load.Loop;
import dev.authgate.bench.load.Tally;
import dev.authgate.bench.report.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** One server, then two on the same PostgreSQL, and what happens when one of the two is killed under load. */
final class TwoNodes {
    private static final String STATE = "empty";
    private static final double NANOS_PER_MILLI = 1e6;

    private final Run run;
    private final Subject subject;
    private final Path directory;

    TwoNodes(Run run, Subject subject) throws IOException {
        if (!subject.database().equals(Subject.POSTGRESQL)) {
            throw new IllegalArgumentException("two nodes need --databases " + Subject.POSTGRESQL);
        }
        this.run = run;
        this.subject = subject;
        this.directory = Files.createDirectory(run.directory().resolve(subject.database()));
    }

    void measure() throws IOException, InterruptedException, SQLException {
        try (var store = subject.open(directory)) {
            run.say("%n%s on %s", subject.adapter().name(), store.description());
            run.say(" getting ready");
            var first = new Installation(subject, store, Files.createDirectory(directory.resolve("first")), 0);
            first.install();
            try (var program = first.start()) {
                run.keep(subject.entry(store, first));
                var second = second(store, first);
                measure(new Pair(store, first, program, second));
            }
        }
    }

    private Installation second(Store store, Installation first) throws IOException, InterruptedException {
        var other = Files.createDirectory(directory.resolve("second"));
        var second = new Installation(subject, store, other, first.port());
        second.prepare();
        return second;
    }

    private record Pair(Store store, Installation first, Program program, Installation second) {
        Probe alone(String database) {
            return new Probe(database, store, List.of(first.address()), Set.of(program.pid()));
        }

        Probe with(String database, Program other) {
            var targets = List.of(first.address(), second.address());
            return new Probe(database, store, targets, Set.of(program.pid(), other.pid()));
        }
    }

    private void measure(Pair pair) throws IOException, InterruptedException {
        var crew = new Crew(subject.adapter(), pair.first().values(), run.mostWorkers());
        var alone = new Stage(pair.alone(subject.database()), crew);
        run.say(" signing in and warming up");
        run.warm(alone);
        var other = pair.second().start();
        try {
            var both = new Stage(pair.with(subject.database(), other), crew);
            both.warmUp(Math.min(16, run.mostWorkers()), run.warmUp());
            for (var round = 1; round <= run.rounds(); round++) {
                run.say(" round %d of %d, one node", round, run.rounds());
                run.round(alone, STATE, round);
                run.say(" round %d of %d, two nodes", round, run.rounds());
                run.round(both, STATE, round);
            }
        } finally {
            other.close();
        }
        for (int workers : run.workers()) {
            if (workers > 1) {
                lose(pair, crew, workers);
            }
        }
    }

    /** Kills the second node when a third of the time is over. */
    private void lose(Pair pair, Crew crew, int workers) throws IOException, InterruptedException {
        run.say(" killing one of two nodes under %d workers", workers);
        try (var other = pair.second().start()) {
            var both = new Stage(pair.with(subject.database(), other), crew);
            both.warmUp(workers, run.warmUp());
            var length = run.seconds().multipliedBy(3);
            var timeline = new Timeline(other, run.seconds());
            var load = new Load(
                    both.probe().targets(),
                    crew.browsers(workers),
                    crew.choice(Crew.MIXED),
                    Duration.ofMillis(500),
                    length,
                    timeline);
            keep(workers, timeline, Loop.run(load));
        }
    }

    private void keep(int workers, Timeline timeline, Tally tally) throws IOException {
        var loss = new Entry.Loss(
                subject.database(),
                workers,
                timeline.rateBefore(),
                timeline.rateAfter(tally.seconds()),
                timeline.failed(),
                tally.failures(),
                timeline.longestGapNanos() / NANOS_PER_MILLI,
                tally.operations().getValueAtPercentile(99) / NANOS_PER_MILLI);
        run.keep(loss);
        run.say(
                "  %.0f/s before, %.0f/s after; %d failed %s, nothing succeeded for %.0f ms",
                loss.ratePerSecondBefore(),
                loss.ratePerSecondAfter(),
                loss.failed(),
                loss.failures(),
                loss.longestGapMillis());
    }

    /** What succeeded when, and the node that is killed on the way. */
    private static final class Timeline implements Load.Watch {
        private static final double NANOS_PER_SECOND = 1e9;

        private final Program victim;
        private final long killAt;
        private boolean killed;
        private long before;
        private long after;
        private long failed;
        private long last;
        private long longestGap;

        Timeline(Program victim, Duration killAt) {
            this.victim = victim;
            this.killAt = killAt.toNanos();
        }

        @Override
        public void operation(long sinceBegin, boolean well) {
            if (sinceBegin < 0) {
                return;
            }
            if (!killed && sinceBegin >= killAt) {
                victim.killWithoutWaiting();
                killed = true;
                last = sinceBegin;
            }
            if (!well) {
                failed++;
            } else if (killed) {
                after++;
                longestGap = Math.max(longestGap, sinceBegin - last);
                last = sinceBegin;
            } else {
                before++;
            }
        }

        double rateBefore() {
            return before / (killAt / NANOS_PER_SECOND);
        }

        double rateAfter(double seconds) {
            return after / (seconds - killAt / NANOS_PER_SECOND);
        }

        long failed() {
            return failed;
        }

        long longestGapNanos() {
            return longestGap;
        }
    }
}
