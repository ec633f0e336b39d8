package dev.authgate.server.command;

import dev.authgate.server.key.KeyStanding;
import dev.authgate.server.key.KeyStanding.State;
import dev.authgate.server.key.RotatingKeys;
import java.time.Instant;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Brings the next signing key now instead of when it is due. */
record KeyRotate(Workbench bench) implements Verb {
    @Override
    public String name() {
        return "rotate";
    }

    @Override
    public String description() {
        return "publishes the next signing key now; it signs two hours later, when every verifier has it";
    }

    @Override
    public void configure(Subparser parser) {
        Answer.offerJson(parser);
    }

    @Override
    public void run(Namespace words) {
        var settings = bench.settings(words);
        var now = bench.clock().instant();
        try (var workspace = bench.databases().open(settings)) {
            var keys = new Keys(bench, settings, workspace).pairs();
            var drawn = keys.rotate(now);
            var next = with(keys, State.PUBLISHED, now);
            var signing = with(keys, State.SIGNING, now).orElseThrow();
            var answer = next.map(key -> coming(key, signing)).orElseGet(() -> first(signing));
            answer.print(
                    bench.terminal(),
                    words,
                    drawn ? "Published a new signing key." : "The next signing key is published already.");
        }
    }

    static Optional<KeyStanding> with(RotatingKeys keys, State state, Instant now) {
        return keys.standings(now).stream().filter(key -> key.state() == state).findFirst();
    }

    private static Answer coming(KeyStanding next, KeyStanding signing) {
        var from = next.until() == null ? "" : Moment.of(next.until());
        return new Answer()
                .with("kid", next.id())
                .with("algorithm", next.algorithm().jwaName())
                .with("signs_from", from)
                .with("signs_until_then", signing.id())
                .note("Tokens of the old key count until they expire, and it stays published for as long.");
    }

    private static Answer first(KeyStanding signing) {
        return new Answer()
                .with("kid", signing.id())
                .with("algorithm", signing.algorithm().jwaName())
                .with("signs_from", signing.since() == null ? "" : Moment.of(signing.since()))
                .note("It is the only one, so it signs at once.");
    }
}
