package dev.authgate.server.token;

/** Who made an access token. It is kept with the token, so that it is validated there, whatever is configured later. */
public enum TokenMaker {
    /** This server: a JWT under its own keys. */
    LOCAL,
    /** The token service of {@code TOKEN_API_URL}. */
    HTTP_API
}
