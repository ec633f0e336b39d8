package dev.authgate.bench.load;

import dev.authgate.bench.adapter.Placeholders;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;

/** Text with holes, most of it encoded once and for all. */
final class Template {
    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    private interface Part {
        byte[] bytes(Map<String, String> values);
    }

    private static final class Fixed implements Part {
        private final String text;
        private final byte[] encoded;

        Fixed(String text) {
            this.text = text;
            this.encoded = text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] bytes(Map<String, String> values) {
            return encoded;
        }
    }

    private record Hole(String name, UnaryOperator<String> escape) implements Part {
        @Override
        public byte[] bytes(Map<String, String> values) {
            var value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("nothing was found that could stand for ${" + name + "}");
            }
            return escape.apply(value).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A text in which values stand as they are. */
    static Template of(String text, Placeholders constants) {
        return new Template(parts(text, constants, UnaryOperator.identity()));
    }

    /** The body of a form. */
    static Template form(Map<String, String> fields, Placeholders constants) {
        var parts = new ArrayList<Part>();
        fields.forEach((name, value) -> {
            parts.add(new Fixed((parts.isEmpty() ? "" : "&") + encode(name) + "="));
            parts.addAll(parts(value, constants, Template::encode));
        });
        return new Template(joined(parts));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static List<Part> parts(String text, Placeholders constants, UnaryOperator<String> escape) {
        var parts = new ArrayList<Part>();
        var matcher = Placeholders.NAME.matcher(text);
        var at = 0;
        while (matcher.find()) {
            parts.add(new Fixed(escape.apply(text.substring(at, matcher.start()))));
            parts.add(hole(matcher, constants, escape));
            at = matcher.end();
        }
        parts.add(new Fixed(escape.apply(text.substring(at))));
        return joined(parts);
    }

    private static Part hole(Matcher matcher, Placeholders constants, UnaryOperator<String> escape) {
        var constant = constants.get(matcher.group(1));
        return constant == null ? new Hole(matcher.group(1), escape) : new Fixed(escape.apply(constant));
    }

    private static List<Part> joined(List<Part> parts) {
        var joined = new ArrayList<Part>();
        for (var part : parts) {
            var last = joined.size() - 1;
            if (part instanceof Fixed next && last >= 0 && joined.get(last) instanceof Fixed before) {
                joined.set(last, new Fixed(before.text + next.text));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }

    boolean isConstant() {
        return parts.stream().allMatch(part -> part instanceof Fixed);
    }

    void write(ByteArrayOutputStream out, Map<String, String> values) {
        for (var part : parts) {
            out.writeBytes(part.bytes(values));
        }
    }
}
