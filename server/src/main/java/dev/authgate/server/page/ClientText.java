package dev.authgate.server.page;

import org.jspecify.annotations.Nullable;

/** Text that somebody else wrote, made fit to stand on a page that asks for trust. */
public final class ClientText {
    /** A longer name pushes the facts off the screen. */
    static final int NAME_LENGTH = 96;

    /** Enough for an IPv6 address with a zone, and for any client identifier of ours. */
    static final int IDENTIFIER_LENGTH = 96;

    static final int AGENT_LENGTH = 256;

    /** A code has nine characters; people also type spaces. */
    static final int CODE_LENGTH = 16;

    static final int USERNAME_LENGTH = 128;

    private static final int MARKS_ON_ONE_LETTER = 3;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final String ELLIPSIS = "…";

    private ClientText() {}

    /**
     * The text in at most {@code limit} code points, without characters that could rewrite what stands around it: control and
     * format characters (the overrides of the bidirectional algorithm among them), runs of white space, towers of accents.
     * It is not escaped: the template does that.
     */
    public static String shown(String text, int limit) {
        String clean = harmless(text).strip();
        if (clean.codePointCount(0, clean.length()) <= limit) {
            return clean;
        }
        return clean.substring(0, clean.offsetByCodePoints(0, limit - 1)).strip() + ELLIPSIS;
    }

    /** As {@link #shown}, and null when nothing readable is left: then the page leaves the row out. */
    static @Nullable String shownOrNull(@Nullable String text, int limit) {
        if (text == null) {
            return null;
        }
        String shown = shown(text, limit);
        return shown.isEmpty() ? null : shown;
    }

    private static String harmless(String text) {
        var kept = new StringBuilder(text.length());
        int marks = 0;
        for (int at = 0; at < text.length(); ) {
            int letter = text.codePointAt(at);
            at += Character.charCount(letter);
            marks = isMark(letter) ? marks + 1 : 0;
            if (isSpace(letter)) {
                appendOneSpace(kept);
            } else if (isVisible(letter) && marks <= MARKS_ON_ONE_LETTER) {
                kept.appendCodePoint(letter);
            }
        }
        return kept.toString();
    }

    private static void appendOneSpace(StringBuilder kept) {
        if (kept.length() > 0 && kept.charAt(kept.length() - 1) != ' ') {
            kept.append(' ');
        }
    }

    private static boolean isSpace(int letter) {
        return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
    }

    private static boolean isMark(int letter) {
        int type = Character.getType(letter);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    /** Joiners are format characters too, but Arabic script and Indic names are spelled with them. */
    private static boolean isVisible(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> false;
            case Character.FORMAT -> letter == ZERO_WIDTH_JOINER || letter == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }
}
