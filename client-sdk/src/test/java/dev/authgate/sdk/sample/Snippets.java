package dev.authgate.sdk.sample;

import static java.lang.System.out;

import dev.authgate.sdk.DeviceLogin;
import dev.authgate.sdk.Endpoints;
import dev.authgate.sdk.LoginResult;
import dev.authgate.sdk.OAuthClient;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.Session;
import dev.authgate.sdk.okhttp.SessionAuthorization;
import dev.authgate.sdk.verify.TokenVerifier;
import dev.authgate.sdk.verify.Verification;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Pieces of programs. */
final class Snippets {
    private Snippets() {}

    // sample: future
    static CompletableFuture<LoginResult> signInMeanwhile(DeviceLogin login) {
        return login.future().orTimeout(5, TimeUnit.MINUTES); // a time-out ends the login, too
    }
    // end

    // sample: endpoints
    static OAuthClient withoutMetadata(URI server) {
        var endpoints = Endpoints.of(server.resolve("/oauth/device/code"), server.resolve("/oauth/token"))
                .withRevocation(server.resolve("/oauth/revoke"))
                .withTokenInfo(server.resolve("/oauth/tokeninfo"));
        return OAuthClient.builder(server, "my-cli").endpoints(endpoints).build();
    }
    // end

    // sample: call
    static String call(Session session, String api, String path) throws Exception {
        var http = SessionAuthorization.of(session, api)
                .addTo(new OkHttpClient.Builder())
                .build();
        try (var response =
                http.newCall(new Request.Builder().url(api + path).build()).execute()) {
            return response.body().string();
        }
    }
    // end

    // sample: verify
    static int answer(TokenVerifier verifier, String authorization) throws OAuthException {
        var result = verifier.verifyHeader(authorization);
        if (result instanceof Verification.Refused refused) {
            out.println("WWW-Authenticate: " + refused.challenge());
            return refused.error().status();
        }
        return 200;
    }
    // end
}
