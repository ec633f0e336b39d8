package dev.authgate.server.device;

import dev.authgate.server.client.ClientCredentials;
import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import dev.authgate.server.http.PreferHeader;
import dev.authgate.server.http.Reply;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.token.TokenResource;
import dev.authgate.server.token.TokenResult;
import java.time.Duration;
import java.util.Optional;

/**
 * The token endpoint for devices that would rather wait than poll: RFC 7240 section 4.3, RFC 8628 section 3.5.
 *
 * <p>The poll is an ordinary one, and so is its answer. Only when it was told that nobody has decided yet, and only when
 * it asked to, it waits before it is told. When the wait ends by news or by time, the endpoint is asked again, with all
 * its steps: a client that was disabled meanwhile gets nothing.
 */
public final class HandOverResource {
    private static final String APPLIED = "Preference-Applied";

    private final TokenResource tokens;
    private final TokenResource afterWaiting;
    private final HandOver handOver;

    /**
     * Makes the endpoint.
     *
     * @param tokens answers a request when it comes
     * @param afterWaiting answers it when it has waited
     */
    public HandOverResource(TokenResource tokens, TokenResource afterWaiting, HandOver handOver) {
        this.tokens = tokens;
        this.afterWaiting = afterWaiting;
        this.handOver = handOver;
    }

    /** Answers a token request, or lets it wait. */
    public Reply post(HttpRequest request) {
        var result = tokens.decide(request);
        if (result.isRefusedFor(OAuthError.AUTHORIZATION_PENDING)) {
            var later = wait(request).flatMap(wait -> later(request, wait, result));
            if (later.isPresent()) {
                return later.get();
            }
        }
        return new Reply.Now(TokenResource.answer(result));
    }

    /** How long this request will wait if it must; empty when it did not ask to, or must not. */
    private Optional<Duration> wait(HttpRequest request) {
        var longest = handOver.longest();
        return PreferHeader.wait(request.prefer())
                .map(wait -> wait.compareTo(longest) < 0 ? wait : longest)
                .filter(wait -> !wait.isZero());
    }

    private Optional<Reply.Later> later(HttpRequest request, Duration wait, TokenResult pending) {
        var asker = new HandOver.Asker(
                DeviceCodeGrant.deviceCode(request.form()),
                ClientCredentials.of(request.authorization(), request.form()).id(),
                request.origin().address());
        return handOver.hold(asker, wait, request.now())
                .map(hold -> new Reply.Later(
                        hold.ending(),
                        now -> afterWaiting(request.at(now), hold.endedBy(), pending),
                        new Answer.Header(APPLIED, "wait=" + wait.toSeconds()),
                        hold::abandon));
    }

    private Answer afterWaiting(HttpRequest request, HandOver.Ending ending, TokenResult pending) {
        if (!ending.pollsAgain()) {
            return TokenResource.answer(pending);
        }
        var tokens = afterWaiting.post(request);
        handOver.delivered();
        return tokens;
    }
}
