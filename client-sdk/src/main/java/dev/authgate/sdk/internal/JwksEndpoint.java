package dev.authgate.sdk.internal;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Where a server publishes its keys (RFC 7517 section 5). */
public final class JwksEndpoint {
    private static final int NOT_MODIFIED = 304;
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age=\"?([0-9]{1,9})");
    private static final Pattern NOT_KEPT = Pattern.compile("(?:^|[,\\s])no-(?:store|cache)");

    private final Address address;
    private final Wire wire;

    /** Where it is, at the latest when it is first asked. */
    @FunctionalInterface
    public interface Address {
        /** The address. */
        URI look() throws OAuthException;
    }

    /**
     * What it answered.
     *
     * @param document the keys as JSON; null when they are those that the caller has
     * @param tag the document's name (RFC 9110 section 8.8.3), to ask with the next time
     * @param maxAge how long it may be kept (RFC 9111 section 5.2.2.1), if the server said so
     */
    public record Fetched(
            @Nullable String document, @Nullable String tag, Optional<Duration> maxAge) {}

    /** The endpoint at that address. */
    public JwksEndpoint(Address address, Wire wire) {
        this.address = address;
        this.wire = wire;
    }

    /** Asks for the keys, or whether they are still those of that tag. */
    public Fetched fetch(@Nullable String tag) throws OAuthException {
        var url = HttpUrl.get(address.look().toASCIIString());
        var request = new Request.Builder().url(url);
        if (tag != null) {
            request.header("If-None-Match", tag);
        }
        var answer = wire.send(request.build(), List.of());
        if (tag != null && answer.status() == NOT_MODIFIED) {
            return new Fetched(null, tag, maxAge(answer));
        }
        if (!answer.isSuccess()) {
            throw answer.isPassing()
                    ? answer.fault()
                    : new OAuthException(Code.PROTOCOL, url + " answered " + answer.status() + " instead of keys");
        }
        return new Fetched(
                new String(answer.body(), StandardCharsets.UTF_8),
                answer.header("ETag").orElse(null),
                maxAge(answer));
    }

    private static Optional<Duration> maxAge(Answer answer) {
        var control = answer.header("Cache-Control").orElse("").toLowerCase(Locale.ROOT);
        if (NOT_KEPT.matcher(control).find()) {
            return Optional.of(Duration.ZERO);
        }
        var age = MAX_AGE.matcher(control);
        return age.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(age.group(1)))) : Optional.empty();
    }
}
