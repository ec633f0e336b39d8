package dev.authgate.bench;

import dev.authgate.bench.host.Store;
import dev.authgate.bench.host.Usage;
import dev.authgate.bench.load.Browser;
import dev.authgate.bench.load.Load;
import dev.authgate.bench.load.Loop;
import dev.authgate.bench.load.Operation.Choice;
import dev.authgate.bench.load.Tally;
import dev.authgate.bench.report.Entry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Loads servers, and sees what comes of it and what it costs them.
 *
 * @param database the name of their database, as the tables call it
 * @param programs the processes of the servers; what they have started counts with them
 */
record Probe(String database, Store store, List<InetSocketAddress> targets, Set<Long> programs) {
    private static final double NANOS_PER_MILLI = 1e6;

    Probe {
        targets = List.copyOf(targets);
        programs = Set.copyOf(programs);
    }

    /**
     * What a measured row is called.
     *
     * @param state how full the database is
     */
    record Label(String row, String state, int round) {
        Label with(String otherRow) {
            return new Label(otherRow, state, round);
        }
    }

    /** When counting begins, and how long it goes on. */
    record Window(Duration lead, Duration length) {}

    /** Has everybody do this, without measuring. */
    Tally run(List<Browser> browsers, Choice choice, Duration length) throws IOException {
        return Loop.run(new Load(targets, browsers, choice, Duration.ZERO, length, Load.Watch.NONE));
    }

    /** Measures; for flows, which are many requests, also these. */
    List<Entry.Row> measure(Label label, List<Browser> browsers, Choice choice, Window window) throws IOException {
        var meters = new Meters(
                new Meter(() -> Usage.tree(programs)),
                new Meter(() -> Set.of(ProcessHandle.current().pid())),
                new Meter(store::pids));
        var tally = Loop.run(new Load(targets, browsers, choice, window.lead(), window.length(), meters));
        var rows = new ArrayList<Entry.Row>();
        rows.add(row(label, browsers.size(), tally, meters));
        if (label.row().equals(Crew.FLOWS)) {
            rows.add(row(label.with(Crew.FLOW_REQUESTS), browsers.size(), tally, meters));
        }
        return rows;
    }

    private Entry.Row row(Label label, int workers, Tally tally, Meters meters) {
        var mixed = label.row().equals(Crew.MIXED);
        var times = mixed || label.row().equals(Crew.FLOW_REQUESTS) ? tally.requests() : tally.operations();
        var count = times.getTotalCount();
        return new Entry.Row(
                database,
                label.state(),
                targets.size(),
                label.row(),
                mixed ? "request" : "operation",
                workers,
                label.round(),
                tally.seconds(),
                count,
                tally.seconds() == 0 ? 0 : count / tally.seconds(),
                times.getValueAtPercentile(50) / NANOS_PER_MILLI,
                times.getValueAtPercentile(95) / NANOS_PER_MILLI,
                times.getValueAtPercentile(99) / NANOS_PER_MILLI,
                times.getMaxValue() / NANOS_PER_MILLI,
                tally.failures(),
                meters.server().microsPer(count),
                meters.own().microsPer(count),
                meters.database().microsPer(count),
                tally.waits());
    }

    private record Meters(Meter server, Meter own, Meter database) implements Load.Watch {
        @Override
        public void begins() {
            server.begin();
            own.begin();
            database.begin();
        }

        @Override
        public void ends() {
            server.end();
            own.end();
            database.end();
        }
    }

    /** Processor time of some processes between two moments. */
    private static final class Meter {
        private final Supplier<Set<Long>> pids;
        private final Set<Long> before;
        private long began;
        private long used;

        Meter(Supplier<Set<Long>> pids) {
            this.pids = pids;
            this.before = Set.copyOf(pids.get());
        }

        void begin() {
            began = Usage.cpuMicros(before);
        }

        /** Processes that have come in between count with all that they have used. */
        void end() {
            used = Usage.cpuMicros(pids.get()) - began;
        }

        double microsPer(long count) {
            return count == 0 ? 0 : (double) used / count;
        }
    }
}
