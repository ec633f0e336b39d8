package dev.authgate.sdk.service;

import dev.authgate.sdk.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies, in a service that AuthGate asks, that a request is AuthGate's: signed with the shared secret within the last
 * five minutes, and not seen before. Safe for use by many threads; make one and keep it, for it remembers what it has seen.
 *
 * <pre>{@code
 * var verifier = RequestVerifier.of(SigningScheme.HMAC2, System.getenv("AUTHGATE_SECRET"));
 * var headers = exchange.getRequestHeaders();
 * var body = exchange.getRequestBody().readAllBytes();
 * var verdict = verifier.verify("POST", "/api/verify", headers::getFirst, body);
 * if (!verdict.isGenuine()) {
 *     exchange.sendResponseHeaders(401, -1);
 * }
 * }</pre>
 *
 * <p>Several instances of a service each have a memory of their own: who can read a request on its way could show it to
 * another instance. TLS keeps it from being read.
 */
public final class RequestVerifier {
    private static final Pattern DIGITS = Pattern.compile("\\d{1,12}");
    private static final Pattern NONCE = Pattern.compile("[\\x21-\\x7e]{1,100}");
    private static final Pattern SIGNATURE = Pattern.compile("(v2=)?[0-9a-f]{64}");

    private final Set<SigningScheme> schemes;
    private final List<SecretKeySpec> keys;
    private final Duration window;
    private final Supplier<Instant> clock;
    private final ReplayMemory memory;

    private RequestVerifier(Builder builder) {
        this.schemes = EnumSet.copyOf(builder.schemes);
        this.keys = List.copyOf(builder.keys);
        this.window = builder.window;
        this.clock = builder.clock;
        this.memory = new ReplayMemory(builder.mostRemembered);
    }

    /** Looks up the headers of a request, whatever they are kept in. */
    @FunctionalInterface
    public interface Headers {
        /** The value of this header, whatever the case of its name; null when there is none. */
        @Nullable
        String value(String name);
    }

    /** A verifier of one scheme under one secret. */
    public static RequestVerifier of(SigningScheme scheme, String secret) {
        return builder().accept(scheme).secret(secret).build();
    }

    /** For more than {@link #of} offers. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Looks at a request.
     *
     * @param method as it stands in the request line, such as {@code POST}
     * @param target path and query as they stand in the request line, before anybody has decoded them
     * @param headers the headers of the request
     * @param body every byte of it, as it came
     */
    public Verdict verify(String method, String target, Headers headers, byte[] body) {
        var signature = headers.value("X-Signature");
        var timestamp = headers.value("X-Timestamp");
        var nonce = headers.value("X-Nonce");
        if (signature == null || timestamp == null || nonce == null) {
            return Verdict.UNSIGNED;
        }
        var scheme = scheme(signature);
        if (scheme.isEmpty()
                || !DIGITS.matcher(timestamp).matches()
                || !NONCE.matcher(nonce).matches()) {
            return Verdict.MALFORMED;
        }
        var parts = new SignedParts(timestamp, nonce, method, target, body);
        return verify(scheme.get(), parts, signature);
    }

    private Optional<SigningScheme> scheme(String signature) {
        if (!SIGNATURE.matcher(signature).matches()) {
            return Optional.empty();
        }
        var named = signature.startsWith(SigningScheme.HMAC2.prefix()) ? SigningScheme.HMAC2 : SigningScheme.HMAC;
        return Optional.of(named).filter(schemes::contains);
    }

    private Verdict verify(SigningScheme scheme, SignedParts parts, String signature) {
        var second = Long.parseLong(parts.timestamp());
        var now = clock.get().getEpochSecond();
        if (Math.abs(now - second) > window.toSeconds()) {
            return Verdict.OUT_OF_TIME;
        }
        var text = scheme.text(parts);
        if (keys.stream()
                .noneMatch(key ->
                        isSigned(key, text, signature.substring(scheme.prefix().length())))) {
            return Verdict.FORGED;
        }
        // Only what is genuine is remembered: nobody else can fill the memory.
        return memory.add(scheme + " " + scheme.identity(parts, signature), second, now - window.toSeconds());
    }

    /** In constant time, so that the time taken tells a forger nothing. */
    private static boolean isSigned(SecretKeySpec key, byte[] text, String signature) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return MessageDigest.isEqual(mac.doFinal(text), HexFormat.of().parseHex(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HMAC-SHA256", e);
        }
    }

    /** Sets a verifier up. */
    public static final class Builder {
        private static final int MOST_REMEMBERED = 200_000;
        private static final Duration WINDOW = Duration.ofMinutes(5);

        private final Set<SigningScheme> schemes = EnumSet.noneOf(SigningScheme.class);
        private final List<SecretKeySpec> keys = new ArrayList<>();
        private Duration window = WINDOW;
        private Supplier<Instant> clock = TimeSource.system()::now;
        private int mostRemembered = MOST_REMEMBERED;

        private Builder() {}

        /** Accepts requests signed this way; one at least, and both while AuthGate changes from one to the other. */
        public Builder accept(SigningScheme scheme) {
            schemes.add(scheme);
            return this;
        }

        /**
         * Accepts requests signed with this secret; one at least, and the old and the new one while it is changed.
         *
         * @throws IllegalArgumentException when it is empty
         */
        public Builder secret(String secret) {
            keys.add(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return this;
        }

        /** How far the time of a request may be from now, before or after; five minutes unless this is called. */
        public Builder window(Duration distance) {
            window = distance;
            return this;
        }

        /** What tells the time, for tests; the machine unless this is called. */
        public Builder clock(Supplier<Instant> now) {
            clock = now;
            return this;
        }

        /** How many requests are remembered; 200000 unless this is called, about 40 MB. */
        public Builder remember(int most) {
            mostRemembered = most;
            return this;
        }

        /**
         * Makes the verifier.
         *
         * @throws IllegalStateException when no scheme or no secret was given
         */
        public RequestVerifier build() {
            if (schemes.isEmpty() || keys.isEmpty()) {
                throw new IllegalStateException("A verifier needs a scheme and a secret");
            }
            return new RequestVerifier(this);
        }
    }
}
