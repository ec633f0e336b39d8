package dev.authgate.bench;

import dev.authgate.bench.adapter.Adapter;
import dev.authgate.bench.adapter.Adapter.Command;
import dev.authgate.bench.adapter.Adapter.DatabaseText;
import dev.authgate.bench.adapter.Adapter.People;
import dev.authgate.bench.adapter.Adapter.StartVariant;
import dev.authgate.bench.adapter.Placeholders;
import dev.authgate.bench.host.Machines;
import dev.authgate.bench.host.Program;
import dev.authgate.bench.host.Store;
import dev.authgate.bench.host.Usage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A server in a directory of its own, as its adapter describes it, which can be started any number of times. */
final class Installation {
    private final Adapter adapter;
    private final DatabaseText database;
    private final Path adapterDirectory;
    private final Path directory;
    private final int port;
    private final Map<String, String> moreEnvironment;
    private Placeholders values;
    private int starts;

    /**
     * An installation on a database.
     *
     * @param publicPort the port that its users know; 0 for its own
     */
    Installation(Subject subject, Store store, Path directory, int publicPort) throws IOException {
        this.adapter = subject.adapter();
        this.adapterDirectory = subject.adapterFile().toAbsolutePath().resolveSibling("");
        this.database = subject.databaseText();
        this.directory = directory;
        this.port = Program.freePort();
        this.moreEnvironment = subject.environment();
        var known = publicPort == 0 ? port : publicPort;
        var fixed = new HashMap<>(store.variables());
        fixed.put("root", subject.root().toString());
        fixed.put("here", adapterDirectory.toString());
        fixed.put("cache", subject.cache().toString());
        fixed.put("dir", directory.toString());
        fixed.put("port", Integer.toString(port));
        fixed.put("public_port", Integer.toString(known));
        fixed.put("spare_port", Integer.toString(Program.freePort()));
        fixed.put("authority", "localhost:" + known);
        fixed.put("password", adapter.people().password());
        var first = new Placeholders(fixed);
        var second = first.with(first.fill(adapter.variables()));
        this.values = second.with(second.fill(database.variables()));
    }

    /** Fetches and unpacks what is needed, once and for all; makes ready for the first start. */
    void prepare() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        for (var file : adapter.files().entrySet()) {
            var target = Path.of(values.fill(file.getKey()));
            Files.createDirectories(target.getParent());
            var text = Files.readString(adapterDirectory.resolve(file.getValue()));
            Files.writeString(target, values.fill(text));
        }
        for (var command : adapter.install()) {
            run(command);
        }
        for (var command : adapter.beforeStart()) {
            run(command);
        }
    }

    /** Does everything that must be done before the server can be measured. */
    void install() throws IOException, InterruptedException {
        prepare();
        start().close();
        complete();
    }

    /** Does what can be done only once the server has run for the first time. */
    void complete() throws IOException, InterruptedException {
        for (var command : adapter.afterFirstStart()) {
            run(command);
        }
    }

    private void run(Command command) throws IOException, InterruptedException {
        var unless = command.unless();
        if (unless != null && !unless.isEmpty() && Files.exists(Path.of(values.fill(unless)))) {
            return;
        }
        var persons = command.eachPerson() ? adapter.people().count() : 1;
        for (var number = 1; number <= persons; number++) {
            var now = values.with(Map.of("person", People.name(number)));
            find(command, Program.run(adapter.words(command.run(), now), environment(Map.of()), directory));
        }
    }

    private void find(Command command, String output) throws IOException {
        for (var one : command.find().entrySet()) {
            var matcher = Pattern.compile(one.getValue()).matcher(output);
            if (!matcher.find()) {
                throw new IOException(command.run() + " did not tell " + one.getKey() + ": " + output);
            }
            values = values.with(Map.of(one.getKey(), matcher.group(1)));
        }
    }

    private Map<String, String> environment(Map<String, String> variant) {
        var all = new TreeMap<String, String>();
        all.putAll(values.fill(adapter.environment()));
        all.putAll(values.fill(database.environment()));
        all.putAll(moreEnvironment);
        all.putAll(values.fill(variant));
        return all;
    }

    /** A server that answers, and how long it took to. */
    record Running(Program program, Duration took) {}

    /** Starts it as it usually is. */
    Program start() throws IOException, InterruptedException {
        return start(StartVariant.USUAL).program();
    }

    Running start(StartVariant variant) throws IOException, InterruptedException {
        starts++;
        var log = directory.resolve("server-" + starts + ".log");
        var command = variant.command().isEmpty() ? adapter.command() : variant.command();
        var words = adapter.words(command, values);
        var program = Program.start(words, environment(variant.environment()), directory, log);
        try {
            var took = program.awaitReady(URI.create(values.fill(adapter.ready())));
            Machines.javaOf(Usage.tree(Set.of(program.pid())))
                    .ifPresent(java -> values = values.with(Map.of("java", java.toString())));
            return new Running(program, took);
        } catch (IOException e) {
            program.close();
            throw e;
        }
    }

    Placeholders values() {
        return values;
    }

    InetSocketAddress address() {
        return new InetSocketAddress("localhost", port);
    }

    int port() {
        return port;
    }
}
