package dev.authgate.sdk.okhttp;

import dev.authgate.sdk.internal.Addresses;
import java.util.Collection;
import java.util.List;
import okhttp3.HttpUrl;

/** Scheme, host and port of the servers that may get a token (RFC 6454 section 4). */
record Origins(List<HttpUrl> allowed) {
    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if one is not an origin, or neither https nor on this machine
     */
    static Origins of(Collection<String> texts) {
        return new Origins(texts.stream().map(Origins::origin).toList());
    }

    private static HttpUrl origin(String text) {
        var url = HttpUrl.parse(text);
        if (url == null || !url.encodedPath().equals("/") || url.query() != null) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no origin: scheme and host, such as https://api.example.com");
        }
        Addresses.requireSafe("The origin that gets tokens", url.uri());
        return url;
    }

    boolean allow(HttpUrl url) {
        return allowed.stream().anyMatch(origin -> sameOrigin(origin, url));
    }

    private static boolean sameOrigin(HttpUrl one, HttpUrl other) {
        return one.scheme().equals(other.scheme()) && one.host().equals(other.host()) && one.port() == other.port();
    }
}
