package dev.authgate.sdk.internal;

import java.util.Collection;
import java.util.regex.Pattern;

/** Takes out of a server's text what must not be shown: secrets, and letters that steer a terminal. */
public final class Redaction {
    private static final int LONGEST = 200;
    private static final String MARK = "[redacted]";

    /** The members that hold secrets, with what stands behind them up to the quote, or to the end of a cut text. */
    private static final Pattern SECRET_MEMBERS =
            Pattern.compile("(?i)(\"[a-z_]*(?:token|code|secret|password|complete|assertion)\"\\s*:\\s*)\"[^\"]*\"?");

    /** What has no blank for so long is a token rather than a word. */
    private static final Pattern LONG_RUNS = Pattern.compile("[A-Za-z0-9_~.+/=%-]{16,}");

    private static final Pattern USER_CODES = Pattern.compile("\\b[A-Z0-9]{3,5}-[A-Z0-9]{3,5}\\b");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}\\p{Cf}]+");

    private Redaction() {}

    /**
     * At most 200 characters of an answer that could not be read.
     *
     * @param secrets what the request held, should the server have sent it back
     */
    static String excerpt(String text, Collection<String> secrets) {
        var known = words(text, secrets);
        var members = SECRET_MEMBERS.matcher(known).replaceAll("$1\"" + MARK + "\"");
        var runs = LONG_RUNS.matcher(members).replaceAll(MARK);
        return cut(USER_CODES.matcher(runs).replaceAll(MARK));
    }

    /**
     * A server's words for people, in one line of at most 200 characters.
     *
     * @param secrets what the request held, should the server have sent it back
     */
    static String description(String text, Collection<String> secrets) {
        return cut(words(text, secrets));
    }

    private static String words(String text, Collection<String> secrets) {
        var shown = text;
        for (var secret : secrets) {
            if (!secret.isEmpty()) {
                shown = shown.replace(secret, MARK);
            }
        }
        return BLANKS.matcher(shown).replaceAll(" ").strip();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
