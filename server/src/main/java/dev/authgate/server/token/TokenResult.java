package dev.authgate.server.token;

import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.Refusal;

/**
 * What a grant type decides. A refusal stays a value until the transaction is over: thrown inside, it would undo the
 * longer interval that {@code slow_down} has just stored.
 */
public sealed interface TokenResult {
    /**
     * The tokens.
     *
     * @throws OAuthException when they were refused
     */
    TokenSet orThrow();

    /** Whether the tokens were refused for this reason. */
    boolean isRefusedFor(OAuthError reason);

    /** Tokens were issued and are stored. */
    record Issued(TokenSet tokens) implements TokenResult {
        @Override
        public TokenSet orThrow() {
            return tokens;
        }

        @Override
        public boolean isRefusedFor(OAuthError reason) {
            return false;
        }
    }

    /** There are no tokens, and this is why. */
    record Refused(Refusal refusal) implements TokenResult {
        @Override
        public TokenSet orThrow() {
            throw refusal.asException();
        }

        @Override
        public boolean isRefusedFor(OAuthError reason) {
            return refusal.error() == reason;
        }
    }
}
