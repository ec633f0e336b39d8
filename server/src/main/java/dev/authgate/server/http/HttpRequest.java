package dev.authgate.server.http;

import dev.authgate.server.audit.Origin;
import dev.authgate.server.oauth.FormParameters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request as the resources see it, without a word of servlets.
 *
 * @param path the decoded path
 * @param rawQuery the query string as sent, or null
 * @param form the form in the body; empty unless the method is POST
 * @param authorization the values of all {@code Authorization} headers
 * @param cookies the values of all {@code Cookie} headers
 * @param prefer the values of all {@code Prefer} headers
 * @param ifNoneMatch the value of {@code If-None-Match}; empty when it was not sent
 * @param now when it came in
 */
public record HttpRequest(
        String method,
        String path,
        @Nullable String rawQuery,
        FormParameters form,
        List<String> authorization,
        List<String> cookies,
        List<String> prefer,
        String ifNoneMatch,
        Origin origin,
        Instant now) {
    /**
     * The parameters of the query string.
     *
     * @throws dev.authgate.server.oauth.OAuthException {@code invalid_request} when it is malformed
     */
    public FormParameters query() {
        return FormParameters.parse(rawQuery == null ? new byte[0] : rawQuery.getBytes(StandardCharsets.UTF_8));
    }

    /** The same request, as if it came in at that time. */
    public HttpRequest at(Instant time) {
        return new HttpRequest(method, path, rawQuery, form, authorization, cookies, prefer, ifNoneMatch, origin, time);
    }

    /** The path with its query, as a place to come back to. */
    public String target() {
        return rawQuery == null ? path : path + "?" + rawQuery;
    }

    /** The value of a cookie; the first when several of that name were sent. */
    public Optional<String> cookie(String name) {
        return cookies.stream()
                .flatMap(header -> List.of(header.split(";", -1)).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }
}
