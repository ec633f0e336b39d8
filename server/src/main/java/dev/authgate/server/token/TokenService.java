package dev.authgate.server.token;

import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.service.JsonService;
import dev.authgate.server.service.ServiceAnswer;
import dev.authgate.server.service.ServiceFailure;
import dev.authgate.server.service.ServiceRequest;
import dev.authgate.server.service.ServiceRequest.Repetition;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A service that makes access tokens and knows which are good: what is asked, and what its answers must hold. */
public final class TokenService {
    /** RFC 6750 section 2.1, and no longer than the header of a request may be. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{16,7000}");

    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9._-]{1,50}");
    private static final Duration LONGEST_LIFE = Duration.ofDays(3650);

    private final JsonService service;

    public TokenService(JsonService service) {
        this.service = service;
    }

    /** The service has decided that there shall be no token. */
    static final class NoToken extends RuntimeException {
        NoToken() {
            super("the token service refuses", null, false, false);
        }
    }

    /** The answer is about something else than what was asked: somebody would get what is not theirs. */
    static final class Mismatch extends RuntimeException {
        Mismatch(String words) {
            super(words, null, false, false);
        }
    }

    /**
     * What the service says of a token. What it does not mention is null.
     *
     * @param expiresAt the end that the service gives it
     * @param length of the answer, in bytes
     */
    record Validity(
            boolean valid,
            @Nullable Scopes scopes,
            @Nullable Instant expiresAt,
            Map<String, Object> claims,
            int length) {
        /** The service does not take it for good. */
        static Validity none() {
            return new Validity(false, null, null, Map.of(), 0);
        }
    }

    /**
     * Has a token made.
     *
     * @throws ServiceFailure when there is no answer that can be used
     * @throws NoToken when the service does not want to
     * @throws Mismatch when the answer is about another user or client, or allows more
     */
    MadeToken generate(TokenOrder order) {
        var answer = service.post(new ServiceRequest("/generate", question(order), Repetition.HARMFUL));
        if (!agreed(answer, "success")) {
            throw new NoToken();
        }
        requireMatch(answer, order.grant().userId(), order.grant().clientId(), order.scopes());
        var text = answer.text("access_token")
                .filter(token -> TOKEN.matcher(token).matches())
                .orElseThrow(() -> disagreeing("gives no \"access_token\" of 16 to 7000 printable characters"));
        var type = answer.text("token_type").orElse(MadeToken.BEARER);
        if (!TYPE.matcher(type).matches()) {
            throw disagreeing("gives a \"token_type\" that is none");
        }
        return new MadeToken(text, type, lifetime(answer, order), TokenMaker.HTTP_API);
    }

    private static Map<String, Object> question(TokenOrder order) {
        var members = new LinkedHashMap<String, Object>();
        members.put("user_id", order.grant().userId());
        members.put("client_id", order.grant().clientId());
        members.put("scopes", order.scopes().toString());
        members.put("expires_in", order.lifetime().toSeconds());
        return members;
    }

    /** Not mentioned, it is what was asked for. */
    private static Duration lifetime(ServiceAnswer answer, TokenOrder order) {
        var lifetime = answer.number("expires_in").map(Duration::ofSeconds).orElse(order.lifetime());
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST_LIFE) > 0) {
            throw disagreeing("gives an \"expires_in\" that is not between a second and ten years");
        }
        return lifetime;
    }

    /**
     * Asks whether a token is good.
     *
     * @throws ServiceFailure when there is no answer that can be used
     * @throws Mismatch when the answer is about another user or client, or allows more
     */
    Validity validate(String token, TokenStanding standing) {
        var answer = ask(token);
        if (!agreed(answer, "valid")) {
            return Validity.none();
        }
        requireMatch(answer, standing.userId(), standing.clientId(), standing.scopes());
        return new Validity(
                true,
                scopes(answer.text("scopes")).orElse(null),
                answer.number("expires_at").map(TokenService::instant).orElse(null),
                answer.object("claims"),
                answer.length());
    }

    private ServiceAnswer ask(String token) {
        return service.post(new ServiceRequest("/validate", Map.of("token", token), Repetition.HARMLESS));
    }

    private static Instant instant(long seconds) {
        return Instant.ofEpochSecond(Math.min(
                Math.max(seconds, 0), Instant.parse("9999-12-31T00:00:00Z").getEpochSecond()));
    }

    /** Whether the answer says yes; a no may come with any status, a yes only with 200. */
    private static boolean agreed(ServiceAnswer answer, String name) {
        var yes = answer.flag(name)
                .orElseThrow(() -> disagreeing("answers " + answer.status() + " without saying \"" + name + "\""));
        if (yes && !answer.ok()) {
            throw disagreeing("answers " + answer.status() + " and says \"" + name + "\"");
        }
        return yes;
    }

    /** What the answer says about whom, in its members or in the claims of the token, must be what was asked. */
    private static void requireMatch(ServiceAnswer answer, String userId, String clientId, Scopes scopes) {
        var claims = answer.object("claims");
        requireSame(userId, "user_id", answer.text("user_id"), text(claims, "user_id"), text(claims, "sub"));
        requireSame(clientId, "client_id", answer.text("client_id"), text(claims, "client_id"));
        requireWithin(scopes, answer.text("scopes"), text(claims, "scope"), text(claims, "scopes"));
    }

    @SafeVarargs
    private static void requireSame(String asked, String name, Optional<String>... answered) {
        for (var said : answered) {
            if (said.isPresent() && !said.get().equals(asked)) {
                throw new Mismatch("is about another " + name);
            }
        }
    }

    @SafeVarargs
    private static void requireWithin(Scopes asked, Optional<String>... answered) {
        for (var said : answered) {
            if (!scopes(said).map(asked::containsAll).orElse(true)) {
                throw new Mismatch("allows more than was asked for");
            }
        }
    }

    private static Optional<String> text(Map<String, Object> claims, String name) {
        return Optional.ofNullable(claims.get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    private static Optional<Scopes> scopes(Optional<String> text) {
        try {
            return text.map(Scopes::parse);
        } catch (OAuthException e) {
            throw disagreeing("gives scopes that are none");
        }
    }

    private static ServiceFailure disagreeing(String words) {
        return new ServiceFailure(ServiceFailure.Kind.DISAGREEING, words);
    }

    /**
     * Asks about a token that cannot exist, and says what is wrong with the answer; empty when it is as agreed. No token is
     * made.
     *
     * @param token that nobody can have
     */
    public Optional<String> problem(String token) {
        try {
            var answer = ask(token);
            if (answer.flag("valid").isEmpty()) {
                return Optional.of("answers " + answer.status() + " to /validate without saying \"valid\": "
                        + (answer.status() == 401 || answer.status() == 403
                                ? "it may not accept TOKEN_API_AUTH_MODE and TOKEN_API_AUTH_SECRET, or its clock is wrong"
                                : "TOKEN_API_URL may be another place than that which makes tokens"));
            }
            return agreed(answer, "valid")
                    ? Optional.of("lets everybody in: it calls a token valid that was drawn at random")
                    : Optional.empty();
        } catch (ServiceFailure e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
