package dev.authgate.bench.load;

import dev.authgate.bench.adapter.Adapter.StepText;
import dev.authgate.bench.adapter.Placeholders;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request, encoded as far as can be, and what is expected of its answer. */
public final class Step {
    private static final Map<String, String> NO_VALUES = Map.of();

    private final String request;
    private final Template head;
    private final @Nullable Template body;
    private final boolean browser;
    private final String status;
    private final String mark;
    private final Map<String, Pattern> find;
    private final byte @Nullable [] encoded;

    private Step(StepText text, Placeholders constants, boolean browser) {
        this.request = text.request();
        this.browser = browser;
        var expected = text.expect().isEmpty() ? "200" : text.expect();
        var blank = expected.indexOf(' ');
        this.status = blank < 0 ? expected : expected.substring(0, blank);
        this.mark = blank < 0 ? "" : expected.substring(blank + 1);
        this.find = patterns(text.find());
        this.head = Template.of(headText(text), constants);
        this.body = text.request().startsWith("POST ") ? Template.form(text.form(), constants) : null;
        var constant = !browser && head.isConstant() && (body == null || body.isConstant());
        this.encoded = constant ? encode(NO_VALUES, "") : null;
    }

    /** A request of a program. */
    public static Step of(StepText text, Placeholders constants) {
        return new Step(text, constants, false);
    }

    /** A request of a browser, which carries and takes cookies. */
    public static Step ofBrowser(StepText text, Placeholders constants) {
        return new Step(text, constants, true);
    }

    private static Map<String, Pattern> patterns(Map<String, String> find) {
        var patterns = new HashMap<String, Pattern>();
        find.forEach((name, regex) -> patterns.put(name, Pattern.compile(regex)));
        return Map.copyOf(patterns);
    }

    private static String headText(StepText text) {
        var lines = new StringBuilder(text.request()).append(" HTTP/1.1\r\nHost: ${authority}\r\n");
        text.headers()
                .forEach((name, value) ->
                        lines.append(name).append(": ").append(value).append("\r\n"));
        return lines.toString();
    }

    /** The bytes to send. */
    byte[] encode(Map<String, String> values, String cookies) {
        if (encoded != null) {
            return encoded;
        }
        var out = new ByteArrayOutputStream(1024);
        head.write(out, values);
        if (!cookies.isEmpty()) {
            out.writeBytes(ascii("Cookie: " + cookies + "\r\n"));
        }
        if (body == null) {
            out.writeBytes(ascii("\r\n"));
        } else {
            var form = new ByteArrayOutputStream(512);
            body.write(form, values);
            out.writeBytes(ascii(
                    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.size() + "\r\n\r\n"));
            out.writeBytes(form.toByteArray());
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    boolean isBrowser() {
        return browser;
    }

    boolean expects(Answer answer) {
        return status.equals(Integer.toString(answer.status()))
                && (mark.isEmpty() || answer.body().contains(mark));
    }

    /**
     * Keeps what is to be found in the answer.
     *
     * @return the name of the first thing that is not there; null when all is
     */
    @Nullable
    String find(Answer answer, Map<String, String> values) {
        if (find.isEmpty()) {
            return null;
        }
        var text = answer.text();
        for (var one : find.entrySet()) {
            var matcher = one.getValue().matcher(text);
            if (!matcher.find()) {
                return one.getKey();
            }
            // In a page, an address or a value stands escaped; in JSON, this changes nothing.
            values.put(one.getKey(), matcher.group(1).replace("&amp;", "&"));
        }
        return null;
    }

    @Override
    public String toString() {
        return request;
    }
}
