package dev.authgate.sdk.internal;

import dev.authgate.sdk.OAuthException;

/** The calls that a session makes after the sign-in. Tests of sessions script this instead of a server. */
public interface SessionEndpoints {
    /**
     * RFC 6749 section 6: new tokens for a refresh token.
     *
     * @throws OAuthException with code {@code LOGIN_REQUIRED} for {@code invalid_grant}; retryable ones for the
     *     network, 429 and 5xx
     */
    IssuedTokens refresh(String refreshToken) throws OAuthException;

    /** RFC 7009 section 2.1: tells the server to forget a token, and with a refresh token the whole grant. */
    void revoke(String token) throws OAuthException;
}
