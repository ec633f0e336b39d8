package dev.authgate.sdk;

import dev.authgate.sdk.store.TokenStores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** A command line of its own, over a store that others use at the same time. */
final class SessionProgram {
    private SessionProgram() {}

    /** The server, the store, how many threads, how many calls each of them makes. */
    public static void main(String[] args) throws Exception {
        var server = URI.create(args[0]);
        var threads = Executors.newFixedThreadPool(Integer.parseInt(args[2]));
        try (var client = OAuthClient.builder(server, "my-cli")
                .store(TokenStores.file(Path.of(args[1])))
                .build()) {
            var api = client.session().orElseThrow().authorizedClient(args[0]);
            var work = new ArrayList<Callable<Integer>>();
            for (var thread = 0; thread < Integer.parseInt(args[2]); thread++) {
                work.add(() -> call(api, server.resolve("/api/greeting").toString(), Integer.parseInt(args[3])));
            }
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static int call(OkHttpClient api, String url, int times) throws IOException {
        for (var call = 0; call < times; call++) {
            var request = new Request.Builder().url(url).build();
            try (var response = api.newCall(request).execute()) {
                if (response.code() != 200) {
                    throw new IOException("answered " + response.code());
                }
            }
        }
        return times;
    }
}
