package dev.authgate.server.life;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.http.Answer;
import dev.authgate.server.http.Asked;
import dev.authgate.server.http.HttpRequest;
import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.storage.Samples;
import dev.authgate.server.token.IntrospectionResource;
import dev.authgate.server.token.RevocationResource;
import dev.authgate.server.token.TokenInfoResource;
import dev.authgate.server.token.TokenResource;
import dev.authgate.server.token.TokenSet;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks the endpoints as clients do, and says in words what they answer. */
record Endpoints(
        Clock clock,
        TokenResource token,
        RevocationResource revocation,
        IntrospectionResource introspection,
        TokenInfoResource info) {
    static final String SECRET = "secret";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the token endpoint gave. */
    record Tokens(String access, String refresh, List<String> scopes, long seconds) {
        static Tokens of(TokenSet set) {
            return new Tokens(
                    set.accessToken(),
                    Objects.requireNonNull(set.refreshToken()),
                    words(set.scopes().toString()),
                    set.expiresIn().toSeconds());
        }

        static Tokens of(JsonNode answer) {
            return new Tokens(
                    answer.path("access_token").asText(),
                    answer.path("refresh_token").asText(),
                    words(answer.path("scope").asText()),
                    answer.path("expires_in").asLong());
        }
    }

    private static List<String> words(String scope) {
        return List.of(scope.split(" ", -1));
    }

    String refresh(String refreshToken, String client, List<String> scopes, Function<Tokens, String> told) {
        var scope = scopes.isEmpty() ? "" : "&scope=" + String.join("+", scopes);
        return refusedOr(() -> told.apply(Tokens.of(
                json(token.post(post(client, "grant_type=refresh_token&refresh_token=" + refreshToken + scope))))));
    }

    String revoke(String token, String client) {
        return refusedOr(() -> revocation.post(post(client, "token=" + token)).status() == 200 ? "done" : "not done");
    }

    String introspect(String token, String client) {
        return refusedOr(() -> told(json(introspection.post(post(client, "token=" + token)))));
    }

    String tokenInfo(String accessToken) {
        return refusedOr(() -> told(json(info.get(request("GET", "", List.of("Bearer " + accessToken))))));
    }

    private static String told(JsonNode answer) {
        if (!answer.path("active").asBoolean()) {
            return answer.size() == 1 ? "inactive" : "inactive, but " + answer;
        }
        var end = answer.path("exp").asLong() - Samples.NOON.getEpochSecond();
        return "active, " + words(answer.path("scope").asText()) + ", "
                + answer.path("client_id").asText() + ", " + answer.path("sub").asText() + ", until " + end;
    }

    private static String refusedOr(Supplier<String> answer) {
        try {
            return answer.get();
        } catch (OAuthException e) {
            return e.refusal().error().code();
        }
    }

    private static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest post(String client, String form) {
        return switch (client) {
            case Server.NOBODY -> request("POST", form, List.of());
            case Server.RADIO -> request("POST", form + "&client_id=" + client, List.of());
            default -> request("POST", form, List.of(Asked.basic(client, SECRET)));
        };
    }

    private HttpRequest request(String method, String form, List<String> authorization) {
        Instant now = clock.instant();
        return new HttpRequest(
                method,
                "/",
                null,
                FormParameters.parse(form.getBytes(UTF_8)),
                authorization,
                List.of(),
                List.of(),
                "",
                Origin.local(),
                now);
    }
}
