package dev.authgate.sdk.verify;

import java.util.List;

/**
 * What came of verifying a token.
 *
 * <pre>{@code
 * Verification result = verifier.verifyHeader(header);
 * if (result instanceof Verification.Accepted accepted) {
 *     System.out.println("Hello " + accepted.token().subject());
 * } else if (result instanceof Verification.Refused refused) {
 *     System.err.println(refused.reason() + "; WWW-Authenticate: " + refused.challenge());
 * }
 * }</pre>
 */
public sealed interface Verification {
    /**
     * The token's contents, if it was accepted.
     *
     * @throws TokenRefusedException if it was not
     */
    VerifiedToken orThrow() throws TokenRefusedException;

    /**
     * The token is good for this resource server, now.
     *
     * @param token what it says
     */
    record Accepted(VerifiedToken token) implements Verification {
        @Override
        public VerifiedToken orThrow() {
            return token;
        }
    }

    /**
     * The token is not.
     *
     * @param error the word of RFC 6750 section 3.1
     * @param reason why, for a log and for whoever sent it; holds nothing of the token that could be a secret
     * @param requiredScopes with {@link BearerError#INSUFFICIENT_SCOPE}, what is needed
     */
    record Refused(BearerError error, String reason, List<String> requiredScopes) implements Verification {
        public Refused {
            requiredScopes = List.copyOf(requiredScopes);
        }

        /** RFC 6750 section 3: the value for the answer's {@code WWW-Authenticate} header. */
        public String challenge() {
            var scope = requiredScopes.isEmpty() ? "" : ", scope=\"" + String.join(" ", requiredScopes) + "\"";
            return "Bearer error=\"" + error.code() + "\", error_description=\"" + reason + "\"" + scope;
        }

        @Override
        public VerifiedToken orThrow() throws TokenRefusedException {
            throw new TokenRefusedException(this);
        }
    }
}
