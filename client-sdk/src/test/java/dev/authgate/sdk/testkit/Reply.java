package dev.authgate.sdk.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is written back.
 *
 * @param status the status; {@link #DROP} and {@link #HANG} write nothing
 * @param headers the headers
 * @param body the body
 */
record Reply(int status, Map<String, String> headers, String body) {
    /** The connection ends without a word. */
    static final Reply DROP = new Reply(0, Map.of(), "");

    /** Nothing comes until the server is closed. */
    static final Reply HANG = new Reply(-1, Map.of(), "");

    static Reply json(int status, String body) {
        return new Reply(status, Map.of("Content-Type", "application/json", "Cache-Control", "no-store"), body);
    }

    /** RFC 6749 section 5.2. */
    static Reply error(String code) {
        return json(
                code.equals("invalid_client") ? 401 : 400,
                "{\"error\":\"" + code + "\",\"error_description\":\"The fake server says " + code + "\"}");
    }

    Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }
}
