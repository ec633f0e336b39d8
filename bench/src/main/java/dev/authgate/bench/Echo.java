package dev.authgate.bench;

import dev.authgate.bench.adapter.Adapter.StepText;
import dev.authgate.bench.adapter.Placeholders;
import dev.authgate.bench.host.NoStore;
import dev.authgate.bench.host.Program;
import dev.authgate.bench.load.Operation;
import dev.authgate.bench.load.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A bare Jetty in a process of its own, with the options that the server has. */
final class Echo implements AutoCloseable {
    static final String ROW = "echo";

    private static final List<String> OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private final Program program;
    private final int port;

    private Echo(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    static Echo start(Path directory) throws IOException, InterruptedException {
        var port = Program.freePort();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var words = new ArrayList<String>();
        words.add(java);
        words.addAll(OPTIONS);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), EchoServer.class.getName()));
        words.add(Integer.toString(port));
        var program = Program.start(words, Map.of(), directory, directory.resolve("echo.log"));
        program.awaitReady(URI.create("http://localhost:" + port + "/"));
        return new Echo(program, port);
    }

    /** What loads it, as part of a run on that database. */
    Probe probe(String database) {
        var address = new InetSocketAddress("localhost", port);
        return new Probe(database, new NoStore("none"), List.of(address), Set.of(program.pid()));
    }

    /** A form of the size that a poll has. */
    Operation operation() {
        var form = Map.of("device_code", "0123456789abcdef0123456789abcdef0123456789a", "client_id", "bench");
        var step = new StepText("POST /", Map.of(), form, "200", Map.of());
        return Operation.of(ROW, List.of(Step.of(step, new Placeholders(Map.of("authority", "localhost:" + port)))));
    }

    @Override
    public void close() {
        program.close();
    }
}
