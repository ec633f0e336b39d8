package dev.authgate.server.command;

import dev.authgate.server.key.KeyStanding;
import dev.authgate.server.key.KeyStanding.State;
import dev.authgate.server.key.RotatingKeys;
import java.time.Instant;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Throws a signing key out at once, because somebody else may have it. */
record KeyRetire(Workbench bench) implements Verb {
    private static final String KID = "kid";
    private static final String YES = "yes";

    @Override
    public String name() {
        return "retire";
    }

    @Override
    public String description() {
        return "for emergencies: throws a signing key out at once; no token of it counts any more, on any node";
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument(KID).metavar("KID").help("the key, as \"authgate key list\" shows it");
        parser.addArgument("--yes")
                .dest(YES)
                .action(Arguments.storeTrue())
                .help("really; without it the command only says what would happen");
        Answer.offerJson(parser);
    }

    @Override
    public void run(Namespace words) {
        var settings = bench.settings(words);
        var now = bench.clock().instant();
        try (var workspace = bench.databases().open(settings)) {
            var keys = new Keys(bench, settings, workspace).pairs();
            var key = existing(words.getString(KID), keys, now);
            if (!words.getBoolean(YES)) {
                throw new WrongUse(warning(key));
            }
            if (!keys.retire(key.id(), now)) {
                throw alreadyOut(key);
            }
            print(words, key, keys, now);
        }
    }

    private static KeyStanding existing(String kid, RotatingKeys keys, Instant now) {
        var key = keys.standings(now).stream()
                .filter(known -> known.id().equals(kid))
                .findFirst()
                .orElseThrow(() -> new CommandFailed("there is no key " + Printable.of(kid) + " of the algorithm "
                        + keys.algorithm().jwaName() + "; see: authgate key list"));
        if (key.state() == State.RETIRED) {
            throw alreadyOut(key);
        }
        return key;
    }

    private static CommandFailed alreadyOut(KeyStanding key) {
        return new CommandFailed("the key " + key.id() + " is retired already");
    }

    private static String warning(KeyStanding key) {
        return "nothing is done yet. Retiring the key " + key.id()
                + " cannot be undone: every access token signed with it"
                + " stops counting on every node within a second"
                + (key.state() == State.SIGNING
                        ? ", and a new key signs at once, which services that keep the key set do not know until they read"
                                + " it again"
                        : "")
                + ". Type it again with --yes; where nobody else has the key, \"authgate key rotate\" harms no token";
    }

    private void print(Namespace words, KeyStanding key, RotatingKeys keys, Instant now) {
        var answer = new Answer()
                .with("kid", key.id())
                .with("state", "retired")
                .with("signs_now", keys.signing(now).id());
        answer.note(
                        "Access tokens signed with it stop counting on every node within a second; devices get new ones with")
                .note(
                        "their refresh tokens. A service that checks tokens by the key set takes them until it reads the set")
                .note("again: after 15 minutes, if it keeps to Cache-Control.");
        answer.print(bench.terminal(), words, "Retired the signing key " + key.id() + ".");
    }
}
