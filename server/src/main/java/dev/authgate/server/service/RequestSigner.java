package dev.authgate.server.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.authgate.server.oauth.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/** Makes the headers by which a service knows that a request is ours, signed by HMAC: RFC 2104 section 2. */
final class RequestSigner {
    static final String TIMESTAMP = "X-Timestamp";
    static final String NONCE = "X-Nonce";
    static final String SIGNATURE = "X-Signature";

    /** Services allow five minutes, so a second or two more does no harm. */
    private static final int MOST_SECONDS_AHEAD = 60;

    private final ServiceProof proof;
    private final Clock clock;
    private final Cache<String, Boolean> recent = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    RequestSigner(ServiceProof proof, Clock clock) {
        this.proof = proof;
        this.clock = clock;
    }

    /**
     * A request as it is sent.
     *
     * @param decodedPath the path with its escapes undone, a slash when there is none
     * @param encodedPath the path as it stands in the request line
     * @param query the query as it stands there, with its question mark; empty when there is none
     */
    record Sent(String method, String decodedPath, String encodedPath, String query, String body) {}

    /** The headers to add. */
    Map<String, String> headers(Sent sent) {
        return switch (proof.mode()) {
            case NONE -> Map.of();
            case SIMPLE -> Map.of(proof.header(), proof.secret());
            case HMAC -> signed(sent);
            case HMAC2 -> signedWithNonce(sent);
        };
    }

    /**
     * The nonce is not signed here, so equal requests of one second have equal signatures, and a service that refuses
     * replays would refuse the second one: it is signed for the next second instead.
     */
    private Map<String, String> signed(Sent sent) {
        var mac = new Hmac(proof.secret());
        var now = clock.instant().getEpochSecond();
        var timestamp = now;
        var signature = mac.hex(text(timestamp, sent));
        while (isRepeated(signature) && timestamp < now + MOST_SECONDS_AHEAD) {
            timestamp++;
            signature = mac.hex(text(timestamp, sent));
        }
        return headers(timestamp, UUID.randomUUID().toString(), signature);
    }

    private boolean isRepeated(String signature) {
        return recent.asMap().putIfAbsent(signature, true) != null;
    }

    /** One behind the other, without separators: the original's form. */
    static byte[] text(long timestamp, Sent sent) {
        return (timestamp + sent.method() + sent.decodedPath() + sent.query() + sent.body())
                .getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> signedWithNonce(Sent sent) {
        var timestamp = clock.instant().getEpochSecond();
        var nonce = UUID.randomUUID().toString();
        return headers(timestamp, nonce, "v2=" + new Hmac(proof.secret()).hex(canonical(timestamp, nonce, sent)));
    }

    /** A line for each part, and of the body its hash: no part can hold a line break, so none can run into the next. */
    static byte[] canonical(long timestamp, String nonce, Sent sent) {
        return String.join(
                        "\n",
                        "authgate-hmac2",
                        Long.toString(timestamp),
                        nonce,
                        sent.method(),
                        sent.encodedPath() + sent.query(),
                        sha256(sent.body()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(String body) {
        try {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private static Map<String, String> headers(long timestamp, String nonce, String signature) {
        return Map.of(TIMESTAMP, Long.toString(timestamp), NONCE, nonce, SIGNATURE, signature);
    }
}
