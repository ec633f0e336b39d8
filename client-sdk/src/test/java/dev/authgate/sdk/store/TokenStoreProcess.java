package dev.authgate.sdk.store;

import static dev.authgate.sdk.store.SampleSessions.KEY;
import static dev.authgate.sdk.store.SampleSessions.session;

import dev.authgate.sdk.OAuthException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of its own over a store that others use too. */
final class TokenStoreProcess {
    private TokenStoreProcess() {}

    static Process start(Path log, Path directory, String work, int threads, int times) throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                TokenStoreProcess.class.getName(),
                directory.toString(),
                work,
                Integer.toString(threads),
                Integer.toString(times));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Directory, what to do, threads, times. */
    public static void main(String[] args) throws Exception {
        var store = new FileTokenStore(Path.of(args[0]));
        var threads = new ArrayList<Thread>();
        for (var thread = 0; thread < Integer.parseInt(args[2]); thread++) {
            threads.add(new Thread(() -> work(store, args[1], Integer.parseInt(args[3]))));
        }
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
    }

    private static void work(FileTokenStore store, String work, int times) {
        try {
            if (work.equals("increment")) {
                TokenStoreContract.increment(store, times);
            } else {
                saveForEver(store);
            }
        } catch (OAuthException e) {
            e.printStackTrace(System.out);
            Runtime.getRuntime().halt(1);
        }
    }

    private static void saveForEver(FileTokenStore store) throws OAuthException {
        for (var generation = 1L; ; generation++) {
            store.save(KEY, session(generation));
            if (generation == 1) {
                System.out.println("saving");
            }
        }
    }
}
