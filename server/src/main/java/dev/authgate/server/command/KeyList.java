package dev.authgate.server.command;

import dev.authgate.server.key.KeyStanding;
import java.time.Instant;
import java.util.Locale;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/** Lists the keys of access tokens, one a line. */
record KeyList(Workbench bench) implements Verb {
    @Override
    public String name() {
        return "list";
    }

    @Override
    public String description() {
        return "lists the signing keys, oldest first: kid, algorithm, state, since when, until when";
    }

    @Override
    public void configure(Subparser parser) {
        // Nothing to choose.
    }

    @Override
    public void run(Namespace words) {
        var settings = bench.settings(words);
        try (var workspace = bench.databases().open(settings)) {
            for (var key : new Keys(bench, settings, workspace)
                    .all()
                    .standings(bench.clock().instant())) {
                bench.terminal().out().println(line(key));
            }
        }
    }

    private static String line(KeyStanding key) {
        return "%-36s  %-5s  %-9s  %-20s  %s"
                .formatted(
                        key.id(),
                        key.algorithm().jwaName(),
                        key.state().name().toLowerCase(Locale.ROOT),
                        time(key.since()),
                        time(key.until()));
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "-" : Moment.of(time);
    }
}
