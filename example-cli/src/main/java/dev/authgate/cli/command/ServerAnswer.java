package dev.authgate.cli.command;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Handshake;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What the connection to a server tells, whatever it answers.
 *
 * @param encryption how TLS was agreed on, where it is used
 * @param serversTime the server's time, if it tells it; in whole seconds
 * @param ownTime this machine's time at the same moment, about
 */
record ServerAnswer(
        @Nullable Handshake encryption, @Nullable Instant serversTime, Instant ownTime) {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    static ServerAnswer ask(URI server, TimeSource time) throws OAuthException {
        var http = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .callTimeout(LONGEST)
                .build();
        var before = time.now();
        try (var response = http.newCall(
                        new Request.Builder().url(server.toURL()).head().build())
                .execute()) {
            var middle = before.plus(Duration.between(before, time.now()).dividedBy(2));
            return new ServerAnswer(response.handshake(), date(response), middle);
        } catch (IOException e) {
            throw new OAuthException(Code.NETWORK, server + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private static @Nullable Instant date(Response response) {
        var date = response.headers().getDate("Date");
        return date == null ? null : date.toInstant();
    }

    Optional<Handshake> handshake() {
        return Optional.ofNullable(encryption);
    }

    /** How far this machine's clock is ahead; negative if behind. */
    Optional<Duration> skew() {
        return Optional.ofNullable(serversTime).map(servers -> Duration.between(servers, ownTime));
    }
}
