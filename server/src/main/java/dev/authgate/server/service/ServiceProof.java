package dev.authgate.server.service;

/**
 * How this server proves to a service that a request is its own.
 *
 * @param secret what both know; empty with {@link Mode#NONE}
 * @param header the header that {@link Mode#SIMPLE} sends the secret in
 */
public record ServiceProof(Mode mode, String secret, String header) {
    /** The header of the original. */
    public static final String STANDARD_HEADER = "X-API-Secret";

    /** The kinds of proof. */
    public enum Mode {
        NONE,
        /** The secret itself, in a header. */
        SIMPLE,
        /** A signature of time, method, path and body, one behind the other, as the original makes it. */
        HMAC,
        /** A signature of the same and the nonce, with separators: nothing in it can be moved or exchanged. */
        HMAC2
    }

    /** No proof. */
    public static ServiceProof none() {
        return new ServiceProof(Mode.NONE, "", STANDARD_HEADER);
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "ServiceProof[" + mode + "]";
    }
}
