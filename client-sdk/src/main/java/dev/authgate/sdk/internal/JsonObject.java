package dev.authgate.sdk.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object (RFC 8259), read with mercy for how servers write values and none for how they write JSON: a number may
 * be in quotes, a name may not be there twice. The text form tells the names only.
 */
public final class JsonObject {
    private static final int DEEPEST = 16;
    private static final int LONGEST_NUMBER = 64;
    private static final double LONGEST_SECONDS = Duration.ofDays(3650).toSeconds();
    private static final double LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<String, Object> members;

    private JsonObject(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Reads one object, and nothing after it.
     *
     * @throws MalformedJsonException if the text is anything else, is cut off, or has a name twice
     */
    public static JsonObject read(byte[] text) throws MalformedJsonException {
        try (var parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedJsonException("it is not a JSON object");
            }
            var object = object(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("there is more after the JSON object");
            }
            return object;
        } catch (IOException malformed) {
            throw new MalformedJsonException("it is not well-formed JSON");
        }
    }

    private static JsonObject object(JsonParser parser) throws IOException {
        var members = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            var value = value(parser);
            if (value != null) {
                members.put(name, value);
            }
        }
        return new JsonObject(members);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    private static List<Object> list(JsonParser parser) throws IOException {
        var values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var value = value(parser);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** The names of the members that are not null. */
    public Set<String> names() {
        return members.keySet();
    }

    /** A text, or a number's text; an empty one counts as not there (RFC 6749 section 3.1). */
    public Optional<String> text(String name) {
        return members.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
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
        return value instanceof List<?> list ? only(String.class, list) : List.of();
    }

    /** The object below a name. */
    public Optional<JsonObject> object(String name) {
        return members.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /** The objects of an array. */
    public List<JsonObject> objects(String name) {
        return members.get(name) instanceof List<?> list ? only(JsonObject.class, list) : List.of();
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

    private static <T> List<T> only(Class<T> type, List<?> values) {
        return values.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public String toString() {
        return "JsonObject" + members.keySet();
    }
}
