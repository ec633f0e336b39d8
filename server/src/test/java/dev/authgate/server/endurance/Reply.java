package dev.authgate.server.endurance;

import dev.authgate.server.ToldSecrets;
import java.util.List;

/** What a server answered. */
record Reply(int status, List<String> headers, String body) {
    Reply {
        headers = List.copyOf(headers);
    }

    void rememberSecrets() {
        ToldSecrets.inAnswer(body);
        var cookie = header("Set-Cookie");
        if (!cookie.isEmpty()) {
            ToldSecrets.inCookie(cookie);
        }
    }

    /** The header's value; empty when there is none. */
    String header(String name) {
        return header(headers, name);
    }

    static String header(List<String> headers, String name) {
        var beginning = name + ":";
        for (var header : headers) {
            if (header.regionMatches(true, 0, beginning, 0, beginning.length())) {
                return header.substring(beginning.length()).strip();
            }
        }
        return "";
    }

    /** A text member of a JSON body; empty when there is none. No value in these tests holds a quotation mark. */
    String member(String name) {
        return between("\"" + name + "\":\"");
    }

    /** The value of a hidden input of a page; empty when there is none. */
    String hidden(String name) {
        return between("name=\"" + name + "\" value=\"");
    }

    private String between(String beginning) {
        var at = body.indexOf(beginning);
        if (at < 0) {
            return "";
        }
        var from = at + beginning.length();
        return body.substring(from, body.indexOf('"', from));
    }

    /** The status, and the error where there is one: what a test compares and a table counts. */
    String outcome() {
        var error = member("error");
        return error.isEmpty() ? Integer.toString(status) : status + " " + error;
    }
}
