package dev.authgate.bench.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What processes use, as Linux counts it below {@code /proc}. */
public final class Usage {
    private static final Path PROC = Path.of("/proc");

    /** Linux tells processor time in hundredths of a second, on every machine that it runs on. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final Pattern BLANK = Pattern.compile(" ");

    private Usage() {}

    /** These processes and all that they have started. */
    public static Set<Long> tree(Set<Long> roots) {
        var children = new HashMap<Long, Set<Long>>();
        try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var process : processes) {
                var pid = Long.parseLong(process.getFileName().toString());
                var fields = stat(pid);
                if (fields.length > 1) {
                    children.computeIfAbsent(Long.parseLong(fields[1]), parent -> new HashSet<>())
                            .add(pid);
                }
            }
        } catch (IOException e) {
            return roots;
        }
        var all = new HashSet<Long>();
        roots.forEach(root -> collect(root, children, all));
        return all;
    }

    private static void collect(long pid, Map<Long, Set<Long>> children, Set<Long> all) {
        if (all.add(pid)) {
            children.getOrDefault(pid, Set.of()).forEach(child -> collect(child, children, all));
        }
    }

    /** Processor time that a process has used by itself, in microseconds; 0 when it is gone. */
    public static long cpuMicros(long pid) {
        var fields = stat(pid);
        return fields.length < 13 ? 0 : (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
    }

    /** Processor time that all of these have used, in microseconds. */
    public static long cpuMicros(Set<Long> pids) {
        return pids.stream().mapToLong(Usage::cpuMicros).sum();
    }

    /** The fields of {@code /proc/PID/stat} that follow the name, beginning with the state; none when it is gone. */
    private static String[] stat(long pid) {
        try {
            var line = Files.readString(PROC.resolve(pid + "/stat"));
            return BLANK.split(line.substring(line.lastIndexOf(')') + 2));
        } catch (IOException e) {
            return new String[0];
        }
    }

    /** Resident memory of a process in KiB: what it has now. */
    public static long residentKib(long pid) {
        return status(pid, "VmRSS:");
    }

    /** Resident memory of a process in KiB: the most that it has had. */
    public static long highestResidentKib(long pid) {
        return status(pid, "VmHWM:");
    }

    private static long status(long pid, String name) {
        try {
            return Files.readAllLines(PROC.resolve(pid + "/status")).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The words of a file below {@code /proc}; none when it cannot be read. */
    static List<String> lines(String file) {
        try {
            return Files.readAllLines(PROC.resolve(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
