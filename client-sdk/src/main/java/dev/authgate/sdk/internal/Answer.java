package dev.authgate.sdk.internal;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.OAuthException.Detail;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** What a server answered: status, headers, and a body of at most 64 KB. The text form tells the status only. */
final class Answer {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final long LONGEST_RETRY_AFTER = Duration.ofDays(3650).toSeconds();
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern CHALLENGE_ERROR = challengePattern("error");
    private static final Pattern CHALLENGE_DESCRIPTION = challengePattern("error_description");
    private static final Pattern PREFERRED_WAIT = Pattern.compile("(?i)(?:^|[,;\\s])wait=\"?([0-9]{1,6})");

    private final URI address;
    private final int status;
    private final Headers headers;
    private final byte[] body;
    private final Instant receivedAt;
    private final Collection<String> secrets;

    Answer(URI address, int status, Headers headers, byte[] body, Instant receivedAt, Collection<String> secrets) {
        this.address = address;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.receivedAt = receivedAt;
        this.secrets = secrets;
    }

    private static Pattern challengePattern(String attribute) {
        return Pattern.compile("(?i)^\\s*Bearer\\b.*[\\s,]" + attribute + "=\"([^\"]*)\"");
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body.clone();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Whether the server says that it cannot answer now. */
    boolean isPassing() {
        return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The object in the body. */
    JsonObject json() throws OAuthException {
        try {
            return JsonObject.read(body);
        } catch (IOException malformed) {
            var text = new String(body, StandardCharsets.UTF_8);
            throw protocol("that is " + malformed.getMessage()
                    + (text.isBlank() ? "" : ": " + Redaction.excerpt(text, secrets)));
        }
    }

    /**
     * The error code in the body (RFC 6749 section 5.2), if there is one; else that in the challenge (RFC 6750 section
     * 3), which is all that Keycloak gives to who asks with a token.
     */
    Optional<String> error() {
        return member("error").or(() -> challenge(CHALLENGE_ERROR));
    }

    /** The server's words about the error, without secrets. */
    Optional<String> errorDescription() {
        return member("error_description")
                .or(() -> challenge(CHALLENGE_DESCRIPTION))
                .map(words -> Redaction.description(words, secrets));
    }

    private Optional<String> challenge(Pattern attribute) {
        var challenge = isSuccess() ? null : headers.get("WWW-Authenticate");
        var match = attribute.matcher(challenge == null ? "" : challenge);
        return match.find() ? Optional.of(match.group(1)) : Optional.empty();
    }

    /** RFC 7240 section 3: the wait that the server granted. */
    Duration appliedWait() {
        var applied = headers.get("Preference-Applied");
        var wait = PREFERRED_WAIT.matcher(applied == null ? "" : applied);
        return wait.find() ? Duration.ofSeconds(Long.parseLong(wait.group(1))) : Duration.ZERO;
    }

    /** The answer is not what the specification asks for. */
    OAuthException protocol(@Nullable String why) {
        return new OAuthException(Code.PROTOCOL, address + " answered " + status + ", and " + why, detail(null), null);
    }

    /** A fault that the server told of, by its status or by the error in the body. */
    OAuthException fault() {
        var error = error();
        if (isPassing()) {
            return told(Code.SERVER, error.orElse(null));
        }
        return error.map(code -> told(meaning(code), code))
                .orElseGet(() -> status == 401
                        ? told(Code.CLIENT_REFUSED, null)
                        : protocol("that is no answer of OAuth: " + bodyExcerpt()));
    }

    /** A fault with the server's words. */
    OAuthException told(Code code, @Nullable String error) {
        var message = address + " answered " + status + (error == null ? "" : " " + clean(error))
                + errorDescription().map(words -> ": " + words).orElse("");
        return new OAuthException(code, message, detail(error), null);
    }

    private static Code meaning(String error) {
        return switch (error) {
            case "invalid_client", "unauthorized_client" -> Code.CLIENT_REFUSED;
            case "invalid_grant", "invalid_token" -> Code.LOGIN_REQUIRED;
            case "temporarily_unavailable", "server_error" -> Code.SERVER;
            default -> Code.REFUSED;
        };
    }

    private Detail detail(@Nullable String error) {
        var requestId = headers.get("X-Request-Id");
        return new Detail(
                error == null ? null : clean(error),
                member("error_uri").flatMap(Addresses::safe).orElse(null),
                requestId == null ? null : clean(requestId),
                retryAfter().orElse(null));
    }

    /**
     * RFC 9110 section 10.2.3: seconds or a date. A date counts from the server's own clock, if it tells it: this
     * machine's may be wrong.
     */
    Optional<Duration> retryAfter() {
        var header = headers.get("Retry-After");
        if (header == null) {
            return Optional.empty();
        }
        if (SECONDS.matcher(header.strip()).matches()) {
            return Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(header.strip()), LONGEST_RETRY_AFTER)));
        }
        var until = headers.getDate("Retry-After");
        if (until == null) {
            return Optional.empty();
        }
        var serverTime = headers.getDate("Date");
        var wait = Duration.between(serverTime == null ? receivedAt : serverTime.toInstant(), until.toInstant());
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    }

    private Optional<String> member(String name) {
        try {
            return JsonObject.read(body).text(name);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private String bodyExcerpt() {
        var excerpt = Redaction.excerpt(new String(body, StandardCharsets.UTF_8), secrets);
        return excerpt.isEmpty() ? "the body is empty" : excerpt;
    }

    private String clean(String text) {
        return Redaction.description(text, secrets);
    }

    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
