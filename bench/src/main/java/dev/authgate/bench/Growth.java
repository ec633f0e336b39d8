package dev.authgate.bench;

import dev.authgate.bench.adapter.Placeholders;
import dev.authgate.bench.host.Program;
import dev.authgate.bench.host.Store;
import dev.authgate.bench.report.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rates of a server, first with an empty database, then with a full one. */
final class Growth {
    private static final double GIB = 1 << 30;
    private static final Pattern EMPTY_LINE = Pattern.compile("\\n\\s*\\n");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*$");

    private final Run run;
    private final Subject subject;
    private final Scale scale;
    private final Path directory;

    Growth(Run run, Subject subject, Scale scale) throws IOException {
        this.run = run;
        this.subject = subject;
        this.scale = scale;
        this.directory = Files.createDirectory(run.directory().resolve(subject.database()));
    }

    /** How many rows a full database has. */
    record Scale(long users, long grants, long expired) {
        private static final long USERS = 1_000_000;
        private static final long GRANTS = 5_000_000;
        private static final long EXPIRED = 10_000_000;

        static Scale of(double factor) {
            return new Scale(
                    Math.max(10, Math.round(USERS * factor)),
                    Math.max(50, Math.round(GRANTS * factor)),
                    Math.max(100, Math.round(EXPIRED * factor)));
        }

        private Map<String, String> values() {
            return Map.of(
                    "users", Long.toString(users),
                    "grants", Long.toString(grants),
                    "expired", Long.toString(expired),
                    "now", Long.toString(System.currentTimeMillis()));
        }
    }

    void measure() throws IOException, InterruptedException, SQLException {
        try (var store = subject.open(directory)) {
            var installation = new Installation(subject, store, directory, 0);
            run.say("%n%s on %s", subject.adapter().name(), store.description());
            run.say(" getting ready");
            installation.install();
            rates("empty", store, installation);
            fill(store);
            rates("grown", store, installation);
        }
    }

    private void rates(String state, Store store, Installation installation) throws IOException, InterruptedException {
        try (var program = installation.start()) {
            if (state.equals("empty")) {
                run.keep(subject.entry(store, installation));
            }
            rates(state, probe(store, installation, program), installation);
        }
    }

    private Probe probe(Store store, Installation installation, Program program) {
        return new Probe(subject.database(), store, List.of(installation.address()), Set.of(program.pid()));
    }

    private void rates(String state, Probe probe, Installation installation) throws IOException {
        run.say(" %s: signing in and warming up", state);
        var stage = new Stage(probe, new Crew(subject.adapter(), installation.values(), run.mostWorkers()));
        run.warm(stage);
        for (var round = 1; round <= run.rounds(); round++) {
            run.say(" %s, round %d of %d", state, round, run.rounds());
            run.round(stage, state, round);
        }
    }

    private void fill(Store store) throws IOException, SQLException {
        var script = subject.growthScript();
        run.say(" filling: %,d users, %,d grants, %,d expired rows", scale.users(), scale.grants(), scale.expired());
        var began = System.nanoTime();
        var values = new Placeholders(scale.values());
        try (var connection = store.connect()) {
            if (connection == null) {
                throw new IllegalArgumentException(subject.database() + " cannot be filled from outside");
            }
            for (var sql : statements(script)) {
                try (var statement = connection.createStatement()) {
                    statement.execute(values.fill(sql));
                }
                run.say("  %4.0f s: %s", (System.nanoTime() - began) / 1e9, firstLine(sql));
            }
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        run.keep(new Entry.Filled(
                subject.database(), scale.users(), scale.grants(), scale.expired(), seconds, store.bytes() / GIB));
    }

    private static List<String> statements(String script) {
        return EMPTY_LINE
                .splitAsStream(COMMENT.matcher(script).replaceAll(""))
                .filter(sql -> !sql.isBlank())
                .toList();
    }

    private static String firstLine(String sql) {
        var line = sql.strip().lines().findFirst().orElse("");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }
}
