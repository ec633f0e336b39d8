package dev.authgate.server.http;

/** Answers requests of one method at one path. */
@FunctionalInterface
public interface Handler {
    /**
     * The answer.
     *
     * @throws dev.authgate.server.oauth.OAuthException when the request is refused; answered in the endpoint's manner
     * @throws dev.authgate.server.storage.StorageUnavailable when the database is away; answered with 503
     */
    Answer handle(HttpRequest request);
}
