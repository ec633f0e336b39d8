package dev.authgate.bench.adapter;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of {@code ${name}} in an adapter. */
public record Placeholders(Map<String, String> values) {
    /** How a placeholder looks; its first group is the name. */
    public static final Pattern NAME = Pattern.compile("\\$\\{([a-z][a-z0-9_]*)}");

    public Placeholders {
        values = Map.copyOf(values);
    }

    /** These and others; the others win. */
    public Placeholders with(Map<String, String> more) {
        var all = new HashMap<>(values);
        all.putAll(more);
        return new Placeholders(all);
    }

    /** The value of that name, if there is one. */
    public @Nullable String get(String name) {
        return values.get(name);
    }

    /**
     * The text with all values in place.
     *
     * @throws IllegalArgumentException a name has no value
     */
    public String fill(String text) {
        return NAME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), text)));
    }

    private String value(String name, String text) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("\"" + text + "\" names ${" + name + "}, which has no value here");
        }
        return value;
    }

    /** Each value with all values in place. */
    public Map<String, String> fill(Map<String, String> texts) {
        var filled = new LinkedHashMap<String, String>();
        texts.forEach((name, text) -> filled.put(name, fill(text)));
        return filled;
    }

    /** Each word with all values in place. */
    public List<String> fill(List<String> words) {
        return words.stream().map(this::fill).toList();
    }
}
