package dev.authgate.server.page;

/** One thing an approval allows: in words, the scope behind them, and whether it changes anything. */
public record Permission(String words, String scope, boolean changes) {
    private static final int WORDS_LENGTH = 160;
    private static final int SCOPE_LENGTH = 80;

    public Permission {
        words = ClientText.shown(words, WORDS_LENGTH);
        scope = ClientText.shown(scope, SCOPE_LENGTH);
    }
}
