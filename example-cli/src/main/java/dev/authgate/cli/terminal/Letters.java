package dev.authgate.cli.terminal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Which letters arrive as they are. */
public enum Letters {
    /** Plain ASCII alone, as under {@code LC_ALL=C}. */
    ASCII(StandardCharsets.US_ASCII),
    /** All of them. */
    UNICODE(StandardCharsets.UTF_8);

    private final Charset charset;

    Letters(Charset charset) {
        this.charset = charset;
    }

    /** How lines are encoded. */
    public Charset charset() {
        return charset;
    }

    /**
     * The locale decides, even where the system has not installed it; where none is set, the encoding that the Java
     * machine found.
     */
    static Letters of(Map<String, String> environment, String encoding) {
        var deciding = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(encoding);
        var plain = deciding.toUpperCase(Locale.ROOT).replace("-", "");
        return plain.contains("UTF8") || plain.equals("CP65001") ? UNICODE : ASCII;
    }

    /** The text as it can be shown. */
    public String fit(String text) {
        return switch (this) {
            case UNICODE -> text;
            case ASCII -> inAscii(text);
        };
    }

    private static String inAscii(String text) {
        var known = text.replace("…", "...")
                .replace("–", "-")
                .replace("—", "-")
                .replace("·", "-")
                .replaceAll("[“”]", "\"")
                .replaceAll("[‘’]", "'");
        return known.replaceAll("[^\\x00-\\x7F]", "?");
    }
}
