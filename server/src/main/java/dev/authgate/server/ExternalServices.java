package dev.authgate.server;

import com.codahale.metrics.MetricRegistry;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.config.ExternalSettings;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.service.ServiceClient;
import dev.authgate.server.token.HttpApiTokens;
import dev.authgate.server.token.LocalTokens;
import dev.authgate.server.token.TokenProvider;
import dev.authgate.server.token.TokenService;
import dev.authgate.server.token.TokenValidation;
import dev.authgate.server.user.AuthenticationProvider;
import dev.authgate.server.user.HttpApiAuthentication;
import dev.authgate.server.user.LocalAuthentication;
import dev.authgate.server.user.PasswordService;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The services of others that are configured, and what is asked of them. Where there are none, no client is made and no HTTP
 * library loaded: a start must not take longer for what is not used.
 */
final class ExternalServices implements AutoCloseable {
    private final ExternalSettings settings;
    private final Optional<ServiceClient> authentication;
    private final Optional<ServiceClient> tokenService;
    private final Optional<HttpApiTokens> tokens;

    ExternalServices(ExternalSettings settings, AuditTrail audit, Clock clock) {
        this.settings = settings;
        this.authentication =
                settings.authentication().map(service -> new ServiceClient("authentication service", service, clock));
        this.tokenService = settings.tokens().map(service -> new ServiceClient("token service", service, clock));
        this.tokens = tokenService.map(client -> new HttpApiTokens(
                new TokenService(client), settings.tokens().orElseThrow().timeout(), audit));
    }

    /** Who checks passwords. */
    AuthenticationProvider authentication(
            LocalAuthentication local, HttpApiAuthentication.Parts parts, Secrets secrets) {
        return authentication
                .<AuthenticationProvider>map(
                        client -> new HttpApiAuthentication(new PasswordService(client), local, parts, secrets))
                .orElse(local);
    }

    /** Who makes access tokens. */
    TokenProvider provider(LocalTokens local) {
        return switch (settings.maker()) {
            case LOCAL -> local;
            case HTTP_API -> tokens.orElseThrow();
        };
    }

    /** Who says whether a token is good that was not made here, now or before a change of the configuration. */
    TokenValidation validation() {
        return tokens.<TokenValidation>map(there -> there).orElseGet(TokenValidation::byStandingAlone);
    }

    /** Which of them are asked at the moment, for the health endpoint. */
    Map<String, String> states() {
        var states = new LinkedHashMap<String, String>();
        clients().forEach((name, client) -> states.put(name, client.isLeftAlone() ? "circuit open" : "available"));
        return states;
    }

    void count(MetricRegistry metrics) {
        clients().forEach((name, client) -> {
            var counts = client.counts();
            metrics.register("service." + name + ".calls", counts.calls());
            metrics.register("service." + name + ".failures", counts.failures());
            metrics.register("service." + name + ".turned.away", counts.turnedAway());
            metrics.registerGauge("service." + name + ".in.flight", client::inFlight);
            metrics.registerGauge("service." + name + ".circuit.open", () -> client.isLeftAlone() ? 1 : 0);
        });
    }

    private Map<String, ServiceClient> clients() {
        var clients = new LinkedHashMap<String, ServiceClient>();
        authentication.ifPresent(client -> clients.put("authentication", client));
        tokenService.ifPresent(client -> clients.put("token", client));
        return clients;
    }

    @Override
    public void close() {
        clients().values().forEach(ServiceClient::close);
    }
}
