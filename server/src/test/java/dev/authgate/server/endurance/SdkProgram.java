package dev.authgate.server.endurance;

import dev.authgate.sdk.Endpoints;
import dev.authgate.sdk.OAuthClient;
import dev.authgate.sdk.SessionEvent;
import dev.authgate.sdk.store.TokenStores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** A command line of its own that calls an API with the SDK's session, over a store that others use at the same time. */
final class SdkProgram {
    static final String CALLING = "calling";
    static final String DONE = "done";
    private static final int FOR_EVER = 0;

    private SdkProgram() {}

    /** The SDK at that server, with what the session tells going to {@code listener}. */
    static OAuthClient client(URI server, Path store, Consumer<SessionEvent> listener) {
        return OAuthClient.builder(server, ServerProcess.CLIENT)
                .endpoints(Endpoints.of(server.resolve("/oauth/device/code"), server.resolve("/oauth/token")))
                .store(TokenStores.file(store))
                .listener(listener)
                .build();
    }

    /** The server, the API, the store, how many threads, how many calls each of them makes. */
    public static void main(String[] args) throws Exception {
        var workers = Integer.parseInt(args[3]);
        var threads = Executors.newFixedThreadPool(workers);
        try (var client = client(URI.create(args[0]), Path.of(args[2]), SdkProgram::heard)) {
            var api = client.session().orElseThrow().authorizedClient(args[1]);
            call(api, args[1], 1);
            System.out.println(CALLING);
            var work = new ArrayList<Callable<Integer>>();
            for (var worker = 0; worker < workers; worker++) {
                work.add(() -> call(api, args[1], Integer.parseInt(args[4])));
            }
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
            System.out.println(DONE);
        } finally {
            threads.shutdown();
        }
    }

    private static void heard(SessionEvent event) {
        if (!(event instanceof SessionEvent.Refreshed)) {
            System.out.println(event);
        }
    }

    private static int call(OkHttpClient api, String url, int calls) throws IOException {
        var request = new Request.Builder().url(url).build();
        var made = 0;
        while (calls == FOR_EVER || made < calls) {
            try (var response = api.newCall(request).execute()) {
                if (response.code() != 200) {
                    throw new IOException("answered " + response.code());
                }
            }
            made++;
        }
        return made;
    }
}
