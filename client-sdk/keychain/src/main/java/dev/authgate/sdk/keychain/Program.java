package dev.authgate.sdk.keychain;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A program of the system, run once for each question. It is killed when the thread that waits for it is interrupted.
 *
 * @param command its name or path
 * @param hint what a person can do when it is not there
 */
record Program(String command, String hint) {
    private static final int MOST_OUTPUT = 64 * 1024;

    /**
     * What it said.
     *
     * @param status its exit code
     * @param output its standard output
     * @param complaint its standard error, in one line
     */
    record Said(int status, String output, String complaint) {}

    /** Runs it with that text as its standard input. */
    Said run(String input, List<String> arguments) throws OAuthException {
        var words = new ArrayList<String>();
        words.add(command);
        words.addAll(arguments);
        try {
            return talk(new ProcessBuilder(words).start(), input);
        } catch (IOException e) {
            throw new OAuthException(Code.STORE, command + " cannot be run; " + hint, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OAuthException(Code.STORE, command + " did not answer in time");
        }
    }

    private static Said talk(Process process, String input) throws IOException, InterruptedException {
        try {
            var out = reading(process.getInputStream());
            var err = reading(process.getErrorStream());
            tell(process, input);
            var status = process.waitFor();
            return new Said(status, text(out), text(err).strip().replaceAll("\\s+", " "));
        } finally {
            process.destroyForcibly();
        }
    }

    /** A program that ends without reading says why by its exit code and its complaint. */
    private static void tell(Process process, String input) {
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException hungUp) {
            System.getLogger(Program.class.getName())
                    .log(System.Logger.Level.DEBUG, "The keychain's program did not read its input", hungUp);
        }
    }

    /** Reads beside the waiting, so that a program that talks much does not wait for its reader. */
    private static FutureTask<String> reading(InputStream stream) {
        var text = new FutureTask<>(() -> new String(stream.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8));
        var thread = new Thread(text, "authgate-keychain-output");
        thread.setDaemon(true);
        thread.start();
        return text;
    }

    private static String text(FutureTask<String> reading) throws IOException, InterruptedException {
        try {
            return reading.get();
        } catch (ExecutionException e) {
            throw new IOException("its output cannot be read", e.getCause());
        }
    }
}
