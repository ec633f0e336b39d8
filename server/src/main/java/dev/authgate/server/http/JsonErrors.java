package dev.authgate.server.http;

import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says no in JSON: RFC 6749 section 5.2, RFC 6750 section 3. The one place that turns an error into an answer. */
public final class JsonErrors implements ErrorAnswers {
    @Override
    public Answer refused(Refusal refusal, HttpFault fault) {
        var members = new LinkedHashMap<String, Object>();
        members.put("error", refusal.error().code());
        members.put("error_description", refusal.description());
        refusal.optionalInterval().ifPresent(interval -> members.put("interval", interval.toSeconds()));
        if (refusal.error() == OAuthError.SERVER_ERROR) {
            members.put("request_id", fault.requestId());
        }
        var answer = Answer.json(ErrorAnswers.status(refusal.error()), members);
        if (refusal.optionalRetryAfter().isPresent()) {
            answer = answer.with(
                    "Retry-After",
                    Seconds.atLeastOne(refusal.optionalRetryAfter().get()));
        }
        return challenged(answer, refusal);
    }

    private static Answer challenged(Answer answer, Refusal refusal) {
        return switch (refusal.error()) {
            case INVALID_CLIENT -> answer.with("WWW-Authenticate", "Basic realm=\"AuthGate\", charset=\"UTF-8\"");
            case INVALID_TOKEN ->
                answer.with(
                        "WWW-Authenticate",
                        "Bearer realm=\"AuthGate\", error=\"invalid_token\", error_description=\""
                                + refusal.description() + "\"");
            default -> answer;
        };
    }

    @Override
    public Answer notFound(HttpFault fault) {
        return Answer.json(404, Map.of("error", "not_found", "error_description", "there is nothing at this path"));
    }

    @Override
    public Answer methodNotAllowed(HttpFault fault) {
        return Answer.json(
                405, Map.of("error", "method_not_allowed", "error_description", "the Allow header names the methods"));
    }
}
