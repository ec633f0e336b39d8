package dev.authgate.cli.terminal;

import java.util.Map;

/** When colours are used. */
enum Colours {
    NEVER,
    ON_TERMINALS,
    ALWAYS;

    /**
     * {@code NO_COLOR} (no-color.org) wins over {@code CLICOLOR_FORCE}, that over {@code TERM=dumb} and {@code
     * CLICOLOR=0}. A console of Windows is known to understand colours only when it says which one it is.
     */
    static Colours of(Map<String, String> environment, String system) {
        if (isSet(environment, "NO_COLOR")) {
            return NEVER;
        }
        if (isSet(environment, "CLICOLOR_FORCE") && !"0".equals(environment.get("CLICOLOR_FORCE"))) {
            return ALWAYS;
        }
        if ("dumb".equals(environment.get("TERM")) || "0".equals(environment.get("CLICOLOR"))) {
            return NEVER;
        }
        var silent = system.startsWith("Windows") && !isSet(environment, "WT_SESSION") && !isSet(environment, "TERM");
        return silent ? NEVER : ON_TERMINALS;
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }
}
