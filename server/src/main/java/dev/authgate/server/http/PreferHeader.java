package dev.authgate.server.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an asker would like: the {@code Prefer} header of RFC 7240. A preference that is not understood is ignored, never
 * an error (RFC 7240 section 2).
 */
public final class PreferHeader {
    private static final String WAIT = "wait";
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}|\"\\d{1,9}\"");

    private PreferHeader() {}

    /**
     * RFC 7240 section 4.3: how long the asker is ready to wait for its answer. When the preference comes twice, the
     * first one counts.
     *
     * @param headers the values of all {@code Prefer} headers, in order
     */
    public static Optional<Duration> wait(List<String> headers) {
        return headers.stream()
                .flatMap(header -> split(header, ',').stream())
                .map(preference -> split(preference, ';').get(0).split("=", 2))
                .filter(pair -> pair[0].strip().equalsIgnoreCase(WAIT))
                .findFirst()
                .filter(pair -> pair.length == 2)
                .map(pair -> pair[1].strip())
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Duration.ofSeconds(Long.parseLong(value.replace("\"", ""))));
    }

    /** Splits at a sign that stands outside of quotes. */
    private static List<String> split(String text, char at) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (quoted && c == '\\' && i + 1 < text.length()) {
                part.append(c).append(text.charAt(++i));
            } else if (c == at && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                quoted ^= c == '"';
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
