package dev.authgate.bench.load;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A person's browser: its cookies, and what it knows. */
public final class Browser {
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> values;
    private String header = "";

    /** A browser without cookies whose requests may use these values. */
    public Browser(Map<String, String> values) {
        this.values = new HashMap<>(values);
    }

    Map<String, String> values() {
        return values;
    }

    String cookieHeader() {
        return header;
    }

    void keepCookies(String head) {
        var set = Heads.values(head, "Set-Cookie");
        if (set.isEmpty()) {
            return;
        }
        set.forEach(this::keepCookie);
        header = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private void keepCookie(String line) {
        var end = line.indexOf(';');
        var pair = end < 0 ? line : line.substring(0, end);
        var equals = pair.indexOf('=');
        if (equals <= 0) {
            return;
        }
        var attributes = end < 0 ? "" : line.substring(end);
        if (attributes.matches("(?i).*;\\s*max-age=(0|-\\d+)\\b.*")) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }
}
