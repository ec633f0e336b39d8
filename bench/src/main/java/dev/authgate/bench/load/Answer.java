package dev.authgate.bench.load;

import java.util.regex.Pattern;

/**
 * What a server answered.
 *
 * @param head status line and headers, with CRLF between
 * @param body what it holds beyond ASCII is of no interest here, and not decoded
 */
record Answer(int status, String head, String body) {
    private static final Pattern ERROR = Pattern.compile("\"error\"\\s*:\\s*\"([^\"]{1,60})\"");

    String text() {
        return head + "\r\n\r\n" + body;
    }

    /** The status, and the OAuth error where there is one: what a table counts. */
    String outcome() {
        var error = ERROR.matcher(body);
        return error.find() ? status + " " + error.group(1) : Integer.toString(status);
    }

    boolean closes() {
        return head.regionMatches(true, 0, "HTTP/1.0", 0, 8)
                || Heads.value(head, "Connection").equalsIgnoreCase("close");
    }
}
