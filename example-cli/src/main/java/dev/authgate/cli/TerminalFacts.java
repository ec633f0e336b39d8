package dev.authgate.cli;

import dev.authgate.cli.terminal.Size;
import dev.authgate.cli.terminal.Stream;
import dev.authgate.cli.terminal.Terminal;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Asks this process and its system what {@link Terminal} wants to know. */
final class TerminalFacts {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/[0-9]+|tty.*|console)");
    private static final File CONTROLLING = new File("/dev/tty");
    private static final int SECONDS_FOR_STTY = 1;

    private TerminalFacts() {}

    static Terminal.Facts ofThisProcess(Map<String, String> environment) {
        var encoding = System.getProperty("native.encoding", "");
        return new Terminal.Facts(
                environment, System.getProperty("os.name", ""), encoding, terminals(), TerminalFacts::size);
    }

    /** Linux tells where each stream leads. Elsewhere Java knows of input and output together. */
    @SuppressWarnings("SystemConsoleNull") // The property keeps the meaning that null has up to Java 21.
    private static Set<Stream> terminals() {
        if (Files.isDirectory(DESCRIPTORS)) {
            var terminals = EnumSet.noneOf(Stream.class);
            for (var stream : Stream.values()) {
                if (leadsToTerminal(stream)) {
                    terminals.add(stream);
                }
            }
            return terminals;
        }
        System.setProperty("jdk.console", "java.base");
        return System.console() == null ? EnumSet.noneOf(Stream.class) : EnumSet.allOf(Stream.class);
    }

    private static boolean leadsToTerminal(Stream stream) {
        try {
            var target = Files.readSymbolicLink(DESCRIPTORS.resolve(String.valueOf(stream.descriptor())));
            return TERMINAL.matcher(target.toString()).matches();
        } catch (IOException e) {
            return false;
        }
    }

    private static Size size() {
        try {
            var stty = new ProcessBuilder("stty", "size")
                    .redirectInput(CONTROLLING)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(SECONDS_FOR_STTY, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return Size.UNKNOWN;
            }
            var printed = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Size.printedByStty(printed).orElse(Size.UNKNOWN);
        } catch (IOException e) {
            return Size.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Size.UNKNOWN;
        }
    }
}
