package dev.authgate.server.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.authgate.server.service.CompanyService.Asked;
import dev.authgate.server.service.CompanyService.Said;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a company knows: its people with their passwords, and the tokens it made. */
public final class CompanyDesk implements Function<Asked, Said> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LongSupplier seconds;
    private final Map<String, Person> people = new HashMap<>();
    private final Map<String, Map<String, Object>> tokens = new LinkedHashMap<>();
    private final Map<String, Object> instead = new HashMap<>();
    private int made;

    /** Somebody who works there. */
    public record Person(String id, String password) {}

    /**
     * Opens.
     *
     * @param seconds since 1970
     */
    public CompanyDesk(LongSupplier seconds) {
        this.seconds = seconds;
    }

    /** Gives a name to somebody, whoever had it before. */
    public synchronized CompanyDesk give(String name, String id, String password) {
        people.put(name, new Person(id, password));
        return this;
    }

    public synchronized void takeAway(String name) {
        people.remove(name);
    }

    /** Lets each answer say this, whatever would be right; null takes a member out. */
    public synchronized CompanyDesk say(String member, @Nullable Object value) {
        instead.put(member, value);
        return this;
    }

    public synchronized void sayWhatIsRight() {
        instead.clear();
    }

    /** Nobody works there, and nothing was made. */
    public synchronized void reset() {
        people.clear();
        tokens.clear();
        instead.clear();
    }

    /** Lets no token of its own count any more. */
    public synchronized void forgetTokens() {
        tokens.clear();
    }

    /** How many tokens it has made. */
    public synchronized int made() {
        return made;
    }

    @Override
    public synchronized Said apply(Asked asked) {
        var question = read(asked.body());
        var answer = asked.target().endsWith("/generate")
                ? generate(question)
                : asked.target().endsWith("/validate") ? validate(question) : verify(question);
        instead.forEach((member, value) -> {
            if (value == null) {
                answer.remove(member);
            } else {
                answer.put(member, value);
            }
        });
        return new Said(200, written(answer));
    }

    private Map<String, Object> verify(JsonNode question) {
        var answer = new LinkedHashMap<String, Object>();
        var person = people.get(question.path("username").asText());
        if (person == null
                || !person.password().equals(question.path("password").asText())) {
            answer.put("success", false);
            answer.put("message", "no");
            return answer;
        }
        answer.put("success", true);
        answer.put("user_id", person.id());
        answer.put("email", person.id() + "@company.example");
        answer.put("full_name", "Number " + person.id());
        return answer;
    }

    private Map<String, Object> generate(JsonNode question) {
        made++;
        var token = "company-token-" + made + "-" + Integer.toHexString(System.identityHashCode(question));
        var known = new LinkedHashMap<String, Object>();
        known.put("valid", true);
        known.put("user_id", question.path("user_id").asText());
        known.put("client_id", question.path("client_id").asText());
        known.put("scopes", question.path("scopes").asText());
        known.put(
                "expires_at", seconds.getAsLong() + question.path("expires_in").asLong());
        known.put("claims", Map.of("department", "kites", "jti", "company-" + made));
        tokens.put(token, known);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("success", true);
        answer.put("access_token", token);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", question.path("expires_in").asLong());
        answer.put("claims", Map.of("department", "kites"));
        return answer;
    }

    private Map<String, Object> validate(JsonNode question) {
        var known = tokens.get(question.path("token").asText());
        return known == null
                ? new LinkedHashMap<>(Map.of("valid", false, "message", "unknown"))
                : new LinkedHashMap<>(known);
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The question is not JSON: " + body, e);
        }
    }

    private static String written(Map<String, Object> answer) {
        try {
            return JSON.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
