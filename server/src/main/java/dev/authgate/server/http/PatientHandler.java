package dev.authgate.server.http;

/** Answers requests of one method at one path, at once or later. */
@FunctionalInterface
public interface PatientHandler {
    /**
     * The reply.
     *
     * @throws dev.authgate.server.oauth.OAuthException when the request is refused; answered in the endpoint's manner
     * @throws dev.authgate.server.storage.StorageUnavailable when the database is away; answered with 503
     */
    Reply handle(HttpRequest request);
}
