package dev.authgate.sdk.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A JSON object (RFC 8259), read with mercy for how servers write values and none for how they write JSON: a number may
 * be in quotes, a name may not be there twice. The text form tells the names only.
 */
public final class JsonObject {
    private static final JsonTree TREE = new JsonTree(64 * 1024);
    private static final double LONGEST_SECONDS = Duration.ofDays(3650).toSeconds();
    private static final double LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final Map<String, Object> members;

    private JsonObject(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Reads one object of at most 64 KB, and nothing after it.
     *
     * @throws IOException if the text is anything else, is cut off, or has a name twice; the message tells nothing of it
     */
    public static JsonObject read(byte[] text) throws IOException {
        return new JsonObject(TREE.readObject(text));
    }

    /** The names of the members. */
    public Set<String> names() {
        return members.keySet();
    }

    /** A text, or a number's text; an empty one counts as not there (RFC 6749 section 3.1). */
    public Optional<String> text(String name) {
        var value = members.get(name);
        var text = value instanceof String || value instanceof Number ? value.toString() : "";
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** A truth value, also in quotes. */
    public Optional<Boolean> flag(String name) {
        var value = members.get(name);
        if ("true".equals(value) || "false".equals(value)) {
            return Optional.of("true".equals(value));
        }
        return value instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    /** A number of seconds, also in quotes or with a fraction; ten years at most. */
    public Optional<Duration> seconds(String name) {
        var number = number(name);
        return number.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(
                        Math.round(clamp(number.getAsDouble(), -LONGEST_SECONDS, LONGEST_SECONDS) * 1000)));
    }

    /** A time as seconds since 1970 (RFC 7519 section 2, NumericDate), also in quotes. */
    public Optional<Instant> instant(String name) {
        var number = number(name);
        return number.isEmpty()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond((long) clamp(number.getAsDouble(), 0, LAST_SECOND)));
    }

    /** The words of a text (RFC 6749 section 3.3), or the texts of an array. */
    public List<String> words(String name) {
        var value = members.get(name);
        if (value instanceof String text) {
            return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
        }
        return value instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(Object::toString)
                        .toList()
                : List.of();
    }

    private OptionalDouble number(String name) {
        try {
            return text(name)
                    .map(text -> OptionalDouble.of(Double.parseDouble(text)))
                    .filter(number -> !Double.isNaN(number.getAsDouble()))
                    .orElse(OptionalDouble.empty());
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }

    private static double clamp(double number, double least, double most) {
        return Math.max(least, Math.min(most, number));
    }

    @Override
    public String toString() {
        return "JsonObject" + members.keySet();
    }
}
