package dev.authgate.sdk.service;

/** The parts of a request that its signature is about. */
final class SignedParts {
    private final String timestamp;
    private final String nonce;
    private final String method;
    private final String target;
    private final byte[] body;

    SignedParts(String timestamp, String nonce, String method, String target, byte[] body) {
        this.timestamp = timestamp;
        this.nonce = nonce;
        this.method = method;
        this.target = target;
        this.body = body.clone();
    }

    String timestamp() {
        return timestamp;
    }

    String nonce() {
        return nonce;
    }

    String method() {
        return method;
    }

    /** As it stands in the request line. */
    String path() {
        var mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /** With its question mark; empty when there is none. */
    String query() {
        var mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark);
    }

    byte[] body() {
        return body.clone();
    }
}
