package dev.authgate.sdk.internal;

import dev.authgate.sdk.Endpoints;
import dev.authgate.sdk.Identity;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The requests of one client to one server. */
public final class AuthorizationServer implements SessionEndpoints {
    private static final String DEVICE_CODE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    /** When a server does not tell, a token that can be replaced is taken to last an hour … */
    private static final Duration USUAL_LIFETIME = Duration.ofHours(1);

    /** … and one that cannot is used until the server refuses it. */
    private static final Duration UNTIL_REFUSED = Duration.ofDays(3650);

    private final Addressbook endpoints;
    private final String clientId;
    private final Credentials credentials;
    private final Wire wire;

    /** Where the endpoints are found, at the latest when the first request is made. */
    @FunctionalInterface
    public interface Addressbook {
        /** The endpoints. */
        Endpoints look() throws OAuthException;
    }

    /** The server behind {@code endpoints}, for the client with this id. */
    public AuthorizationServer(Addressbook endpoints, String clientId, Credentials credentials, Wire wire) {
        this.endpoints = endpoints;
        this.clientId = clientId;
        this.credentials = credentials;
        this.wire = wire;
    }

    /**
     * RFC 8628 section 3.1: asks for a code.
     *
     * @param scopes what to ask for; nothing means what the server gives by default
     */
    public DeviceGrant authorizeDevice(Collection<String> scopes) throws OAuthException {
        var form = new Form().put("scope", String.join(" ", scopes));
        var answer = wire.send(request(endpoints.look().deviceAuthorization(), form), secrets());
        if (!answer.isSuccess() || answer.error().isPresent()) {
            throw answer.fault();
        }
        try {
            return DeviceGrant.read(answer.json());
        } catch (MalformedAnswer malformed) {
            throw answer.protocol(malformed.getMessage());
        }
    }

    /**
     * RFC 8628 section 3.4: asks once whether the person has decided.
     *
     * @param held how long the server may hold the request (RFC 7240 section 4.3); zero to be answered at once
     * @throws OAuthException for a fault that does not pass
     */
    public Poll poll(String deviceCode, Duration held, Cancellation cancellation) throws OAuthException {
        var form = new Form().put("grant_type", DEVICE_CODE_GRANT).put("device_code", deviceCode);
        var request = request(endpoints.look().token(), form);
        var preferring = held.isZero()
                ? request
                : request.newBuilder()
                        .header("Prefer", "wait=" + held.toSeconds())
                        .build();
        try {
            return pollAnswer(wire.send(preferring, secrets(deviceCode), cancellation, held));
        } catch (OAuthException fault) {
            if (fault.retryable()) {
                return new Poll.Failed(fault);
            }
            throw fault;
        }
    }

    private static Poll pollAnswer(Answer answer) throws OAuthException {
        var error = answer.error().orElse("");
        if (answer.isPassing() && !error.equals("slow_down")) {
            throw answer.fault();
        }
        return switch (error) {
            case "" -> new Poll.Issued(tokens(answer));
            case "authorization_pending" -> new Poll.Pending(answer.appliedWait());
            case "slow_down" -> new Poll.SlowDown(slowerInterval(answer));
            case "access_denied" -> new Poll.Denied(answer.errorDescription().orElse(null));
            case "expired_token" -> new Poll.Expired();
            default -> throw answer.fault();
        };
    }

    private static @Nullable Duration slowerInterval(Answer answer) throws OAuthException {
        var asked = answer.json().seconds("interval");
        var wait = answer.retryAfter();
        return asked.isPresent() && wait.isPresent() && wait.get().compareTo(asked.get()) > 0
                ? wait.get()
                : asked.or(() -> wait).orElse(null);
    }

    @Override
    public IssuedTokens refresh(String refreshToken) throws OAuthException {
        var form = new Form().put("grant_type", "refresh_token").put("refresh_token", refreshToken);
        return tokens(wire.send(request(endpoints.look().token(), form), secrets(refreshToken)));
    }

    @Override
    public void revoke(String token) throws OAuthException {
        var address = endpoints
                .look()
                .revocation()
                .orElseThrow(() ->
                        new OAuthException(Code.CONFIGURATION, "the server's metadata has no revocation_endpoint"));
        var answer = wire.send(request(address, new Form().put("token", token)), secrets(token));
        if (!answer.isSuccess()) {
            throw answer.fault();
        }
    }

    /** Asks whose a token is. */
    public Identity identify(String accessToken) throws OAuthException {
        var address = endpoints
                .look()
                .tokenInfo()
                .orElseThrow(() -> new OAuthException(
                        Code.CONFIGURATION, "the server's metadata names no place to ask whose a token is"));
        var request = new Request.Builder()
                .url(url(address))
                .header("Authorization", "Bearer " + accessToken)
                .build();
        var answer = wire.send(request, secrets(accessToken));
        if (answer.status() == 401) {
            throw answer.told(Code.LOGIN_REQUIRED, answer.error().orElse(null));
        }
        if (!answer.isSuccess()) {
            throw answer.fault();
        }
        return identity(answer);
    }

    private static Identity identity(Answer answer) throws OAuthException {
        var json = answer.json();
        if (json.flag("active").equals(Optional.of(false))) {
            throw answer.told(Code.LOGIN_REQUIRED, null);
        }
        return new Identity(
                json.text("sub").orElseThrow(() -> answer.protocol("it has no sub")),
                json.text("username").or(() -> json.text("preferred_username")).orElse(null),
                json.text("client_id").orElse(null),
                json.words("scope"),
                json.instant("exp").orElse(null));
    }

    /** RFC 6749 section 5.1: the tokens in an answer. */
    private static IssuedTokens tokens(Answer answer) throws OAuthException {
        if (!answer.isSuccess() || answer.error().isPresent()) {
            throw answer.fault();
        }
        var json = answer.json();
        var accessToken = json.text("access_token").orElseThrow(() -> answer.protocol("it has no access_token"));
        if (!json.text("token_type").orElse("Bearer").equalsIgnoreCase("Bearer")) {
            throw answer.protocol("its token_type is not Bearer: this library knows no other");
        }
        var refreshToken = json.text("refresh_token").orElse(null);
        var lifetime = json.seconds("expires_in")
                .filter(time -> !time.isNegative())
                .orElse(refreshToken == null ? UNTIL_REFUSED : USUAL_LIFETIME);
        return new IssuedTokens(accessToken, lifetime, refreshToken, json.words("scope"));
    }

    private Request request(URI address, Form form) {
        var request = new Request.Builder().url(url(address));
        credentials.identify(clientId, form, request);
        return request.post(form.body()).build();
    }

    private List<String> secrets(String... sent) {
        var secrets = new ArrayList<>(List.of(sent));
        credentials.secret().ifPresent(secrets::add);
        return secrets;
    }

    private static HttpUrl url(URI address) {
        return HttpUrl.get(address.toASCIIString());
    }
}
