package dev.authgate.server.conformance;

import dev.authgate.server.RunningServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Polls that ask to wait, each on a thread of this test. */
record Waiting(RunningServer server) {
    private static final int PATIENCE_SECONDS = 10;

    /** Begins a poll that has to wait, and returns when the server holds it. */
    CompletableFuture<Reply> begin(OAuth oauth, OAuth.Codes codes, String preference) {
        var before = server.pollsWaiting();
        var reply = ask(oauth, codes, preference);
        Eventually.is(server::pollsWaiting, waiting -> waiting > before);
        return reply;
    }

    CompletableFuture<Reply> begin(OAuth.Codes codes, String preference) {
        return begin(new OAuth(new Http(server.port())), codes, preference);
    }

    /** Begins a poll that may have to wait. */
    CompletableFuture<Reply> ask(OAuth oauth, OAuth.Codes codes, String preference) {
        var patient = new OAuth(oauth.http().with("Prefer", preference));
        return CompletableFuture.supplyAsync(() -> patient.poll(codes));
    }

    /** The answer, which must come by itself. */
    static Reply answer(CompletableFuture<Reply> reply) {
        try {
            return reply.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("The poll is not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
