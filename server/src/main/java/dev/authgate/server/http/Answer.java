package dev.authgate.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.authgate.server.oauth.SecretHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One answer.
 *
 * @param contentType the media type of the body; an empty text when there is none
 * @param headers further headers, in order; a name may come more than once
 */
public record Answer(int status, String contentType, String body, List<Header> headers) {
    private static final int MOST_BUFFERS = 32;

    /** Threads are too many, and too short-lived, for each to have buffers of its own, which is what Jackson would do. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newBoundedPool(MOST_BUFFERS))
            .build());

    public Answer {
        headers = List.copyOf(headers);
    }

    /** One header of an answer. */
    public record Header(String name, String value) {}

    /** A JSON object; its members keep the order of the map. */
    public static Answer json(int status, Map<String, ?> members) {
        try {
            return new Answer(status, "application/json", JSON.writeValueAsString(members), List.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps of texts and numbers are always JSON", e);
        }
    }

    /** A page. */
    public static Answer html(int status, String page) {
        return new Answer(status, "text/html; charset=utf-8", page, List.of());
    }

    /** Sends the browser on with a GET: RFC 9110 section 15.4.4. */
    public static Answer seeOther(String location) {
        return new Answer(303, "", "", List.of(new Header("Location", location)));
    }

    /**
     * The same answer, to be kept for a quarter of an hour, or 304 without a body when the asker has it already: RFC 9110
     * section 13.1.2.
     */
    public Answer cacheable(HttpRequest request) {
        var tag = '"' + SecretHash.of(body).value() + '"';
        var known = request.ifNoneMatch().contains(tag)
                || request.ifNoneMatch().strip().equals("*");
        var answer = known ? new Answer(304, "", "", headers) : this;
        return answer.with("ETag", tag).with("Cache-Control", "public, max-age=900");
    }

    /** The same answer with one more header. */
    public Answer with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Answer(status, contentType, body, more);
    }
}
