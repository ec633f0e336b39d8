package dev.authgate.browser;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The colours that somebody has chosen for everything on their computer. */
enum Theme {
    LIGHT,
    DARK;

    /** Movement is off in both: what is looked at must stand still. */
    Map<String, Object> media() {
        return Map.of(
                "features",
                List.of(
                        Map.of("name", "prefers-color-scheme", "value", word()),
                        Map.of("name", "prefers-reduced-motion", "value", "reduce")));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
