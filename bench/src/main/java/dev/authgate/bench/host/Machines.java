package dev.authgate.bench.host;

import dev.authgate.bench.report.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What this machine is. */
public final class Machines {
    private static final int FLUSHES = 101;

    private Machines() {}

    /** Looks round; the directory is on the disk that matters. */
    public static Entry.Machine describe(Path root, Path directory) throws IOException, InterruptedException {
        return new Entry.Machine(
                LocalDate.now(ZoneOffset.UTC).toString(),
                commit(root),
                after(Usage.lines("cpuinfo"), "model name"),
                Runtime.getRuntime().availableProcessors(),
                kib(after(Usage.lines("meminfo"), "MemTotal")) / 1024,
                system(),
                Files.getFileStore(directory).type(),
                flushMillis(directory),
                loadAverage());
    }

    private static String commit(Path root) throws InterruptedException {
        try {
            var head = Program.run(List.of("git", "rev-parse", "--short=10", "HEAD"), Map.of(), root)
                    .strip();
            var changed = !Program.run(List.of("git", "status", "--porcelain", "-uno"), Map.of(), root)
                    .isBlank();
            return changed ? head + " and changes" : head;
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String system() throws IOException {
        var release = Path.of("/etc/os-release");
        var name = Files.exists(release)
                ? Files.readAllLines(release).stream()
                        .filter(line -> line.startsWith("PRETTY_NAME="))
                        .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                        .findFirst()
                        .orElse("Linux")
                : System.getProperty("os.name");
        return name + ", kernel " + System.getProperty("os.version");
    }

    private static String after(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static long kib(String text) {
        var digits = text.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /** How many processes wanted to run, on average over the last minute. */
    public static double loadAverage() {
        var lines = Usage.lines("loadavg");
        return lines.isEmpty() ? -1 : Double.parseDouble(lines.get(0).split(" ", 2)[0]);
    }

    /** The median time that a disk takes to keep 4 KiB for good. */
    private static double flushMillis(Path directory) throws IOException {
        var file = Files.createTempFile(directory, "flush", "");
        var nanos = new long[FLUSHES];
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (var i = 0; i < FLUSHES; i++) {
                var before = System.nanoTime();
                channel.write(ByteBuffer.allocate(4096));
                channel.force(false);
                nanos[i] = System.nanoTime() - before;
            }
        } finally {
            Files.delete(file);
        }
        Arrays.sort(nanos);
        return nanos[FLUSHES / 2] / 1e6;
    }

    /** The Java that runs as one of these processes, if one does. */
    public static Optional<Path> javaOf(Set<Long> pids) {
        for (var pid : pids) {
            try {
                var program = Path.of("/proc/" + pid + "/exe").toRealPath();
                if (program.endsWith("java")) {
                    return Optional.of(program);
                }
            } catch (IOException e) {
                // It has just ended, or is none of ours.
            }
        }
        return Optional.empty();
    }

    /** The version of a Java, as it says itself beside its programs. */
    public static String versionOf(Path java) throws IOException {
        return Files.readAllLines(java.resolveSibling("../release").normalize()).stream()
                .filter(line -> line.startsWith("JAVA_VERSION="))
                .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
                .findFirst()
                .orElse("of unknown version");
    }
}
