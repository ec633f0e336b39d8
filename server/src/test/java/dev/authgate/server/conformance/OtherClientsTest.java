package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.KIOSK;
import static dev.authgate.server.conformance.AppUnderTest.KIOSK_SECRET;
import static dev.authgate.server.conformance.AppUnderTest.TV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.scribejava.core.builder.ServiceBuilder;
import com.github.scribejava.core.builder.api.DefaultApi20;
import com.github.scribejava.core.model.OAuth2AccessTokenErrorResponse;
import com.github.scribejava.core.oauth2.OAuth2Error;
import com.github.scribejava.core.oauth2.clientauthentication.ClientAuthentication;
import com.github.scribejava.core.oauth2.clientauthentication.RequestBodyAuthenticationScheme;
import com.github.scribejava.core.revoke.TokenTypeHint;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import dev.authgate.server.ToldSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Libraries that know nothing of this server: what they do not understand, it must not say. */
@DisplayName("OAuth clients of others, as they are")
class OtherClientsTest {
    /** Metadata is only worth something at its own address. */
    private static final String BASE_URL = "http://localhost:" + freePort();

    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.at(BASE_URL);

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void approve(String userCode) {
        ToldSecrets.add(userCode);
        APP.browser().signIn(Person.ANN).approve(new OAuth.Codes("", "", userCode));
    }

    /** How a client says who it is. */
    enum Proof {
        NONE,
        BASIC,
        BODY
    }

    @Nested
    @DisplayName("Nimbus OAuth 2.0 SDK")
    class Nimbus {
        private AuthorizationServerMetadata metadata() throws Exception {
            return AuthorizationServerMetadata.resolve(new Issuer(BASE_URL));
        }

        @Test
        void finds_the_endpoints_at_both_addresses_of_the_metadata() throws Exception {
            var there = AuthorizationServerMetadata.parse(
                    APP.http().get("/.well-known/openid-configuration").body());

            assertThat(metadata().toJSONObject()).isEqualTo(there.toJSONObject());
            assertThat(metadata().getDeviceAuthorizationEndpointURI()).hasToString(BASE_URL + "/oauth/device/code");
            assertThat(metadata().getTokenEndpointURI()).hasToString(BASE_URL + "/oauth/token");
            assertThat(metadata().getRevocationEndpointURI()).hasToString(BASE_URL + "/oauth/revoke");
            assertThat(metadata().getIntrospectionEndpointURI()).hasToString(BASE_URL + "/oauth/introspect");
        }

        @ParameterizedTest
        @EnumSource
        void signs_in_refreshes_and_revokes(Proof proof) throws Exception {
            var codes = codes(proof);
            assertThat(refusal(proof, new DeviceCodeGrant(codes.getDeviceCode())))
                    .isEqualTo("authorization_pending");
            approve(codes.getUserCode().getValue());
            var first = tokens(proof, new DeviceCodeGrant(codes.getDeviceCode()));
            var second = tokens(proof, new RefreshTokenGrant(first.getRefreshToken()));

            assertThat(second.getAccessToken().getLifetime()).isEqualTo(3600);
            assertThat(second.getAccessToken()).isNotEqualTo(first.getAccessToken());
            assertThat(isActive(proof, second.getAccessToken())).isTrue();

            revoke(proof, second.getRefreshToken());
            assertThat(refusal(proof, new RefreshTokenGrant(first.getRefreshToken())))
                    .isEqualTo("invalid_grant");
            assertThat(isActive(proof, second.getAccessToken())).isFalse();
        }

        private com.nimbusds.oauth2.sdk.auth.ClientAuthentication authentication(Proof proof) {
            var id = new ClientID(KIOSK);
            var secret = new Secret(KIOSK_SECRET);
            return proof == Proof.BASIC ? new ClientSecretBasic(id, secret) : new ClientSecretPost(id, secret);
        }

        private DeviceAuthorizationSuccessResponse codes(Proof proof) throws Exception {
            var request = proof == Proof.NONE
                    ? new DeviceAuthorizationRequest.Builder(new ClientID(TV))
                    : new DeviceAuthorizationRequest.Builder(authentication(proof));
            var answer = request.endpointURI(metadata().getDeviceAuthorizationEndpointURI())
                    .scope(new Scope("read"))
                    .build()
                    .toHTTPRequest()
                    .send();
            ToldSecrets.inAnswer(answer.getBody());
            return DeviceAuthorizationResponse.parse(answer).toSuccessResponse();
        }

        private TokenResponse asked(Proof proof, AuthorizationGrant grant) throws Exception {
            var endpoint = metadata().getTokenEndpointURI();
            var request = proof == Proof.NONE
                    ? new TokenRequest.Builder(endpoint, new ClientID(TV), grant)
                    : new TokenRequest.Builder(endpoint, authentication(proof), grant);
            var answer = request.build().toHTTPRequest().send();
            ToldSecrets.inAnswer(answer.getBody());
            return TokenResponse.parse(answer);
        }

        private Tokens tokens(Proof proof, AuthorizationGrant grant) throws Exception {
            return asked(proof, grant).toSuccessResponse().getTokens();
        }

        private String refusal(Proof proof, AuthorizationGrant grant) throws Exception {
            return asked(proof, grant).toErrorResponse().getErrorObject().getCode();
        }

        private void revoke(Proof proof, RefreshToken token) throws Exception {
            var endpoint = metadata().getRevocationEndpointURI();
            var request = proof == Proof.NONE
                    ? new TokenRevocationRequest(endpoint, new ClientID(TV), token)
                    : new TokenRevocationRequest(endpoint, authentication(proof), token);
            assertThat(request.toHTTPRequest().send().getStatusCode()).isEqualTo(200);
        }

        private boolean isActive(Proof proof, AccessToken token) throws Exception {
            if (proof == Proof.NONE) {
                return APP.oauth().tokenInfo(token.getValue()).status() == 200;
            }
            var endpoint = metadata().getIntrospectionEndpointURI();
            var request = new TokenIntrospectionRequest(endpoint, authentication(proof), token);
            return TokenIntrospectionResponse.parse(request.toHTTPRequest().send())
                    .toSuccessResponse()
                    .isActive();
        }
    }

    @Nested
    @DisplayName("ScribeJava")
    class ScribeJava {
        @Test
        void signs_in_refreshes_and_revokes_as_a_public_client() throws Exception {
            try (var service = new ServiceBuilder(TV).build(new Api())) {
                var codes = service.getDeviceAuthorizationCodes("read");
                ToldSecrets.add(codes.getDeviceCode());
                assertThatThrownBy(() -> service.getAccessTokenDeviceAuthorizationGrant(codes))
                        .satisfies(thrown -> assertThat(error(thrown)).isEqualTo(OAuth2Error.AUTHORIZATION_PENDING));
                approve(codes.getUserCode());

                var first = service.pollAccessTokenDeviceAuthorizationGrant(codes);
                var second = service.refreshAccessToken(first.getRefreshToken());

                ToldSecrets.inAnswer(first.getRawResponse());
                ToldSecrets.inAnswer(second.getRawResponse());
                assertThat(second.getExpiresIn()).isEqualTo(3600);
                assertThat(second.getScope()).isEqualTo("read");
                APP.oauth().tokenInfo(second.getAccessToken()).json(200);
                service.revokeToken(second.getRefreshToken(), TokenTypeHint.REFRESH_TOKEN);
                assertThatThrownBy(() -> service.refreshAccessToken(first.getRefreshToken()))
                        .satisfies(thrown -> assertThat(error(thrown)).isEqualTo(OAuth2Error.INVALID_GRANT));
                assertThat(APP.oauth().tokenInfo(second.getAccessToken()).status())
                        .isEqualTo(401);
            }
        }

        private static OAuth2Error error(Throwable thrown) {
            return ((OAuth2AccessTokenErrorResponse) thrown).getError();
        }

        /** RFC 8628 section 3.1 wants the secret there, too, and ScribeJava does not send it. */
        @Test
        void is_refused_its_codes_as_a_confidential_client() throws Exception {
            var builder = new ServiceBuilder(KIOSK).apiSecret(KIOSK_SECRET);
            try (var service = builder.build(new Api())) {
                assertThatThrownBy(() -> service.getDeviceAuthorizationCodes("read"))
                        .satisfies(thrown -> assertThat(error(thrown)).isEqualTo(OAuth2Error.INVALID_CLIENT));
            }
        }

        /** All that ScribeJava wants to know of a server. */
        private static final class Api extends DefaultApi20 {
            @Override
            public String getAccessTokenEndpoint() {
                return BASE_URL + "/oauth/token";
            }

            @Override
            public String getDeviceAuthorizationEndpoint() {
                return BASE_URL + "/oauth/device/code";
            }

            @Override
            public String getRevokeTokenEndpoint() {
                return BASE_URL + "/oauth/revoke";
            }

            @Override
            protected String getAuthorizationBaseUrl() {
                throw new UnsupportedOperationException("Devices have no browser to send anywhere");
            }

            @Override
            public ClientAuthentication getClientAuthentication() {
                return RequestBodyAuthenticationScheme.instance();
            }
        }
    }

    @Nested
    @DisplayName("openid-client and oauth4webapi, on Node.js")
    class OnNode {
        @ParameterizedTest
        @CsvSource({"openid-client, NONE", "openid-client, BASIC", "oauth4webapi, NONE", "oauth4webapi, BASIC"})
        void discovers_signs_in_refreshes_and_revokes(String library, Proof proof) throws Exception {
            var client = proof == Proof.NONE ? List.of(TV) : List.of(KIOSK, KIOSK_SECRET);
            try (var script = NodeScript.start(library, BASE_URL, client)) {
                assertThat(script.line()).isEqualTo("metadata " + BASE_URL + "/oauth/token");
                assertThat(script.line()).isEqualTo("metadata " + BASE_URL + "/oauth/token");
                approve(script.line().replace("user code ", ""));
                assertThat(script.line()).isEqualTo("signed in, 3600 s, read");
                assertThat(script.line()).isEqualTo("refreshed, 3600 s, read");
                assertThat(script.line()).isEqualTo("revoked, then invalid_grant");
                assertThat(script.exitCode()).isZero();
            }
        }
    }
}
