package dev.authgate.server.device;

import static dev.authgate.server.device.DeviceFlow.ALEX;
import static dev.authgate.server.device.DeviceFlow.DEVICE;
import static dev.authgate.server.device.DeviceFlow.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.authgate.server.audit.EventType;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.service.Company;
import dev.authgate.server.service.CompanyService.Behaviour;
import dev.authgate.server.storage.Race;
import dev.authgate.server.token.Grants;
import dev.authgate.server.token.HttpApiTokens;
import dev.authgate.server.token.TokenMaker;
import dev.authgate.server.token.TokenResult;
import dev.authgate.server.token.TokenService;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("RFC 8628 section 3.5, where a company's service makes the access tokens")
class ExternalRedemptionTest {
    private final DeviceFlow flow = new DeviceFlow();
    private final Company company = new Company(NOON);
    private final HttpApiTokens there =
            new HttpApiTokens(new TokenService(company.client()), Company.TIMEOUT, flow.audit);
    private final DeviceCodeGrant node = flow.nodeOf(there);
    private final DeviceRequest.Issued issued = approved();

    private DeviceRequest.Issued approved() {
        var request = flow.start();
        flow.approve(request, NOON);
        return request;
    }

    @AfterEach
    void close() {
        company.close();
    }

    private TokenResult poll(DeviceCodeGrant at, Instant now) {
        return at.decide(flow.client, DeviceFlow.form("device_code=" + issued.deviceCode()), DEVICE, now);
    }

    private OAuthError thrown(Instant now) {
        return catchThrowableOfType(OAuthException.class, () -> poll(node, now))
                .refusal()
                .error();
    }

    private DeviceAuthorization.Status status() {
        return flow.find(issued).status();
    }

    @Test
    void the_token_is_the_services_and_the_grant_and_the_refresh_token_are_ours() {
        company.desk().say("token_type", "DPoP").say("expires_in", 77);

        var tokens = DeviceFlow.tokens(poll(node, NOON));

        assertThat(tokens.accessToken()).startsWith("company-token-");
        assertThat(tokens.tokenType()).isEqualTo("DPoP");
        assertThat(tokens.expiresIn()).isEqualTo(Duration.ofSeconds(77));
        assertThat(tokens.refreshToken()).startsWith("agr_");
        var standing =
                flow.tokens.findAccessToken(SecretHash.of(tokens.accessToken())).orElseThrow();
        assertThat(standing.maker()).isEqualTo(TokenMaker.HTTP_API);
        assertThat(standing.userId()).isEqualTo(ALEX.id());
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RIGHT", "SLOW"})
    void a_failure_leaves_the_code_redeemable(Behaviour behaviour) {
        company.service().behave(behaviour);
        assertThat(thrown(NOON)).isEqualTo(OAuthError.TEMPORARILY_UNAVAILABLE);
        assertThat(status()).isEqualTo(DeviceAuthorization.Status.APPROVED);
        assertThat(flow.grants.unrevokedOf(ALEX.id(), Grants.Position.newest(), 10))
                .isEmpty();

        company.service().behave(Behaviour.RIGHT);

        assertThat(poll(node, NOON.plusSeconds(5))).isInstanceOf(TokenResult.Issued.class);
        assertThat(flow.audited()).containsOnlyOnce(EventType.DEVICE_REDEEMED);
    }

    @Test
    void the_refusal_of_the_service_is_told_and_spends_nothing() {
        company.desk().say("success", false);

        assertThat(thrown(NOON)).isEqualTo(OAuthError.ACCESS_DENIED);
        assertThat(status()).isEqualTo(DeviceAuthorization.Status.APPROVED);
    }

    @Test
    void a_token_for_somebody_else_is_not_handed_out() {
        company.desk().say("user_id", "mallory");

        assertThat(thrown(NOON)).isEqualTo(OAuthError.TEMPORARILY_UNAVAILABLE);
        assertThat(status()).isEqualTo(DeviceAuthorization.Status.APPROVED);
        assertThat(flow.tokens.accessTokens()).isEmpty();
        assertThat(flow.audited()).contains(EventType.TOKEN_SERVICE_MISMATCH);
    }

    @Test
    void while_one_poll_fetches_the_tokens_the_others_are_told_to_go_on() throws Exception {
        company.service().behave(Behaviour.SLOW);
        var first = CompletableFuture.supplyAsync(() -> poll(node, NOON));
        while (company.service().asked().isEmpty()) {
            Thread.onSpinWait();
        }

        assertThat(DeviceFlow.refusal(poll(flow.nodeOf(there), NOON))).isEqualTo(OAuthError.AUTHORIZATION_PENDING);

        assertThat(first.get()).isInstanceOf(TokenResult.Issued.class);
        assertThat(DeviceFlow.refusal(poll(flow.nodeOf(there), NOON))).isEqualTo(OAuthError.INVALID_GRANT);
        assertThat(company.desk().made()).isEqualTo(1);
    }

    @Test
    void of_many_polls_at_once_on_two_nodes_one_gets_tokens_and_one_asks() throws Exception {
        var other = flow.nodeOf(there);

        var results = Race.run(runner -> poll(runner % 2 == 0 ? node : other, NOON));

        assertThat(results).filteredOn(TokenResult.Issued.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(TokenResult.Refused.class::isInstance)
                .extracting(DeviceFlow::refusal)
                .containsAnyOf(OAuthError.AUTHORIZATION_PENDING, OAuthError.INVALID_GRANT)
                .doesNotContain(OAuthError.EXPIRED_TOKEN, OAuthError.ACCESS_DENIED);
        assertThat(company.desk().made()).isEqualTo(1);
    }

    @Test
    void a_node_that_died_while_it_fetched_them_is_replaced_when_its_time_is_over() {
        var id = flow.find(issued).id();
        flow.leases.take("redeem " + id, "a node that died", NOON, NOON.plusSeconds(13));

        assertThat(DeviceFlow.refusal(poll(node, NOON.plusSeconds(12)))).isEqualTo(OAuthError.AUTHORIZATION_PENDING);
        assertThat(poll(node, NOON.plusSeconds(13))).isInstanceOf(TokenResult.Issued.class);
    }

    @Test
    void nobody_is_asked_for_a_user_who_was_disabled() {
        flow.users.replace(ALEX, ALEX.disabled());

        assertThat(DeviceFlow.refusal(poll(node, NOON))).isEqualTo(OAuthError.ACCESS_DENIED);
        assertThat(company.service().asked()).isEmpty();
    }
}
