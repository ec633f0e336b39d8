package dev.authgate.sdk.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import okhttp3.Request;

/** RFC 6749 section 2.3.1: how a request says whose it is. The text form tells no secret. */
public sealed interface Credentials {
    /** Says it, in the form or in the header, never in both. */
    void identify(String clientId, Form form, Request.Builder request);

    /** What no message may show. */
    Optional<String> secret();

    /** The client's id alone (RFC 6749 section 3.2.1). */
    static Credentials none() {
        return new None();
    }

    /** Id and secret in the header. */
    static Credentials basic(String secret) {
        return new Basic(secret);
    }

    /** Id and secret in the body. */
    static Credentials post(String secret) {
        return new Post(secret);
    }

    /** A public client. */
    record None() implements Credentials {
        @Override
        public Optional<String> secret() {
            return Optional.empty();
        }

        @Override
        public void identify(String clientId, Form form, Request.Builder request) {
            form.put("client_id", clientId);
        }

        @Override
        public String toString() {
            return "none";
        }
    }

    /** Both are form-encoded before they are joined: a colon in the id would cut it otherwise. */
    record Basic(String password) implements Credentials {
        @Override
        public Optional<String> secret() {
            return Optional.of(password);
        }

        @Override
        public void identify(String clientId, Form form, Request.Builder request) {
            var pair = Form.encode(clientId) + ":" + Form.encode(password);
            var encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
            request.header("Authorization", "Basic " + encoded);
        }

        @Override
        public String toString() {
            return "secret in the header";
        }
    }

    /** For servers that do not read the header. */
    record Post(String password) implements Credentials {
        @Override
        public Optional<String> secret() {
            return Optional.of(password);
        }

        @Override
        public void identify(String clientId, Form form, Request.Builder request) {
            form.put("client_id", clientId).put("client_secret", password);
        }

        @Override
        public String toString() {
            return "secret in the body";
        }
    }
}
