package dev.authgate.server.service;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What a service answered: a status from 200 to 299 with a JSON object, or one from 400 to 499, where there may be none.
 * A member that is {@code null} is not there.
 */
public final class ServiceAnswer {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final int status;
    private final JsonNode body;
    private final int length;

    private ServiceAnswer(int status, JsonNode body, int length) {
        this.status = status;
        this.body = body;
        this.length = length;
    }

    /**
     * Reads a JSON object.
     *
     * @throws ServiceFailure when it is none
     */
    static ServiceAnswer of(int status, byte[] body) {
        try {
            var read = JSON.readTree(body);
            if (read != null && read.isObject()) {
                return new ServiceAnswer(status, read, body.length);
            }
        } catch (IOException e) {
            // Said below: the parser's words would quote the answer.
        }
        throw new ServiceFailure(ServiceFailure.Kind.UNREADABLE, "answers " + status + ", but not with a JSON object");
    }

    /** A refusal without words. */
    static ServiceAnswer empty(int status) {
        return new ServiceAnswer(status, JsonNodeFactory.instance.objectNode(), 0);
    }

    public int status() {
        return status;
    }

    /** Whether the status says that all went well. */
    public boolean ok() {
        return status < 300;
    }

    /** How many bytes it has. */
    public int length() {
        return length;
    }

    /**
     * A member that is true or false.
     *
     * @throws ServiceFailure when it is something else
     */
    public Optional<Boolean> flag(String name) {
        return find(name).map(value -> {
            require(value.isBoolean(), name, "true or false");
            return value.booleanValue();
        });
    }

    /**
     * A member that is a text.
     *
     * @throws ServiceFailure when it is something else
     */
    public Optional<String> text(String name) {
        return find(name).map(value -> {
            require(value.isTextual(), name, "a text");
            return value.textValue();
        });
    }

    /**
     * A member that is a whole number.
     *
     * @throws ServiceFailure when it is something else
     */
    public Optional<Long> number(String name) {
        return find(name).map(value -> {
            require(value.canConvertToExactIntegral() && value.canConvertToLong(), name, "a whole number");
            return value.longValue();
        });
    }

    /**
     * A member that is an object.
     *
     * @throws ServiceFailure when it is something else
     */
    public Map<String, Object> object(String name) {
        return find(name)
                .map(value -> {
                    require(value.isObject(), name, "an object");
                    return JSON.convertValue(value, new TypeReference<Map<String, Object>>() {});
                })
                .orElseGet(Map::of);
    }

    private Optional<JsonNode> find(String name) {
        return Optional.ofNullable(body.get(name)).filter(value -> !value.isNull());
    }

    private static void require(boolean right, String name, String kind) {
        if (!right) {
            throw new ServiceFailure(
                    ServiceFailure.Kind.DISAGREEING, "answers with a member \"" + name + "\" that is not " + kind);
        }
    }

    /** Never shows what it holds. */
    @Override
    public String toString() {
        return "ServiceAnswer[" + status + "]";
    }
}
