package dev.authgate.sdk.internal;

import static java.util.stream.Collectors.joining;

import dev.authgate.sdk.Endpoints;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** RFC 8414: finds a server's endpoints by its name. Asks once; only what was found is kept, so a fault may pass. */
public final class Discovery {
    /** AuthGate's own: how many seconds a poll may be held by {@code Prefer: wait=…} (RFC 7240 section 4.3). */
    private static final String LONGEST_WAIT = "authgate_poll_wait_seconds_max";

    private final URI issuer;
    private final Wire wire;
    private volatile @Nullable Endpoints found;

    /** For the server of this name. */
    public Discovery(URI issuer, Wire wire) {
        this.issuer = issuer;
        this.wire = wire;
    }

    /**
     * The endpoints.
     *
     * @throws OAuthException with code {@code PROTOCOL} if there is no metadata, or if it is another server's
     */
    public Endpoints endpoints() throws OAuthException {
        var known = found;
        return known != null ? known : ask();
    }

    private synchronized Endpoints ask() throws OAuthException {
        var known = found;
        if (known != null) {
            return known;
        }
        @Nullable NotThere why = null;
        for (var place : places()) {
            try {
                var read = read(place);
                found = read;
                return read;
            } catch (NotThere notThere) {
                why = why == null || (notThere.isMetadata && !why.isMetadata) ? notThere : why;
            }
        }
        throw new OAuthException(Code.PROTOCOL, explain(why), why);
    }

    private String explain(@Nullable NotThere why) {
        var tried = places().stream().map(HttpUrl::toString).collect(joining(" nor at "));
        return "the metadata of " + issuer + " is neither at " + tried + (why == null ? "" : "; " + why.getMessage());
    }

    /**
     * RFC 8414 section 3.1: the well-known part goes between host and path. RFC 8414 section 5: OpenID servers have it
     * after the path.
     */
    List<HttpUrl> places() {
        var base = HttpUrl.get(issuer.toASCIIString());
        var path = base.encodedPath().endsWith("/")
                ? base.encodedPath().substring(0, base.encodedPath().length() - 1)
                : base.encodedPath();
        return List.of(
                base.newBuilder()
                        .encodedPath("/.well-known/oauth-authorization-server" + path)
                        .build(),
                base.newBuilder()
                        .encodedPath(path + "/.well-known/openid-configuration")
                        .build());
    }

    private Endpoints read(HttpUrl place) throws OAuthException, NotThere {
        var answer = wire.send(new Request.Builder().url(place).build(), List.of());
        if (answer.isPassing()) {
            throw answer.fault();
        }
        if (!answer.isSuccess()) {
            throw new NotThere(false, place + " answered " + answer.status());
        }
        JsonObject metadata;
        try {
            metadata = answer.json();
        } catch (OAuthException notJson) {
            throw new NotThere(false, String.valueOf(notJson.getMessage()));
        }
        return endpoints(place, metadata);
    }

    /** RFC 8414 section 3.3: metadata that names another issuer "MUST NOT be used". */
    private Endpoints endpoints(HttpUrl place, JsonObject metadata) throws NotThere {
        var named = metadata.text("issuer").orElse("nobody");
        if (!named.equals(issuer.toString())) {
            throw new NotThere(true, place + " is the metadata of " + named + ", not of " + issuer);
        }
        var endpoints = Endpoints.of(
                required(place, metadata, "device_authorization_endpoint"),
                required(place, metadata, "token_endpoint"));
        endpoints = address(metadata, "revocation_endpoint")
                .map(endpoints::withRevocation)
                .orElse(endpoints);
        endpoints = address(metadata, "jwks_uri").map(endpoints::withJwks).orElse(endpoints);
        endpoints = tokenInfo(metadata).map(endpoints::withTokenInfo).orElse(endpoints);
        return endpoints.withLongestWait(metadata.seconds(LONGEST_WAIT)
                .filter(wait -> !wait.isNegative())
                .orElse(Duration.ZERO));
    }

    private URI required(HttpUrl place, JsonObject metadata, String name) throws NotThere {
        return address(metadata, name)
                .orElseThrow(() -> new NotThere(
                        true, place + " has no " + name + " that is an https address, or http on localhost"));
    }

    /** An issuer behind TLS has no endpoint without it. */
    private Optional<URI> address(JsonObject metadata, String name) {
        return Addresses.safe(metadata.text(name).orElse(null))
                .filter(address -> Addresses.isHttps(address) || !Addresses.isHttps(issuer));
    }

    /** Where a token is explained has no name in RFC 8414; AuthGate has it beside its other endpoints. */
    private Optional<URI> tokenInfo(JsonObject metadata) {
        return address(metadata, "tokeninfo_endpoint")
                .or(() -> address(metadata, "userinfo_endpoint"))
                .or(() -> metadata.text("device_authorization_endpoint")
                        .filter(address -> address.equals(issuer + "/oauth/device/code"))
                        .map(authGate -> URI.create(issuer + "/oauth/tokeninfo")));
    }

    /** There is no metadata of this issuer at a place. */
    private static final class NotThere extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean isMetadata;

        NotThere(boolean isMetadata, String message) {
            super(message);
            this.isMetadata = isMetadata;
        }
    }
}
