package dev.authgate.server.device;

import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientAuthenticator;
import dev.authgate.server.client.ClientCredentials;
import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import dev.authgate.server.limit.RateLimit;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;

/** The device authorization endpoint: RFC 8628 section 3.1 and section 3.2. */
public final class DeviceAuthorizationResource {
    private static final int BURST = 300;
    private static final Duration ONE_MORE_EACH = Duration.ofMillis(250);

    private final ClientAuthenticator authenticator;
    private final DeviceRequest deviceRequest;
    private final String verificationUri;
    private final Optional<RateLimit> limit;

    /**
     * Makes the endpoint.
     *
     * @param limited whether requests from one address are limited
     */
    public DeviceAuthorizationResource(
            ClientAuthenticator authenticator, DeviceRequest deviceRequest, DeviceSettings settings, boolean limited) {
        this.authenticator = authenticator;
        this.deviceRequest = deviceRequest;
        this.verificationUri = settings.baseUrl() + "/device";
        this.limit = limited ? Optional.of(new RateLimit(BURST, ONE_MORE_EACH)) : Optional.empty();
    }

    /** Answers a device authorization request. */
    public Answer post(HttpRequest request) {
        refuseTooMany(request);
        var credentials = ClientCredentials.of(request.authorization(), request.form());
        var client = authenticator.authenticate(credentials, request.origin(), request.now());
        return answer(client, deviceRequest.request(client, request.form(), request.origin(), request.now()));
    }

    private void refuseTooMany(HttpRequest request) {
        limit.flatMap(bucket -> bucket.take(request.origin().address(), request.now()))
                .ifPresent(wait -> {
                    throw Refusal.retryLater(
                                    OAuthError.TOO_MANY_REQUESTS, "too many device requests from this address", wait)
                            .asException();
                });
    }

    private Answer answer(Client client, DeviceRequest.Issued issued) {
        var members = new LinkedHashMap<String, Object>();
        members.put("device_code", issued.deviceCode());
        members.put("user_code", issued.userCode().shown());
        members.put("verification_uri", verificationUri);
        if (client.verificationUriComplete()) {
            members.put(
                    "verification_uri_complete",
                    verificationUri + "?user_code=" + issued.userCode().shown());
        }
        members.put("expires_in", issued.expiresIn().toSeconds());
        members.put("interval", issued.interval().toSeconds());
        return Answer.json(200, members);
    }
}
