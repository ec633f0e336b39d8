package dev.authgate.server;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.health.HealthCheck;
import dev.authgate.server.account.OwnGrants;
import dev.authgate.server.account.PasswordResource;
import dev.authgate.server.account.SessionsResource;
import dev.authgate.server.browser.Browsers;
import dev.authgate.server.browser.PageErrors;
import dev.authgate.server.browser.SignInResource;
import dev.authgate.server.browser.SignOutResource;
import dev.authgate.server.client.CachedClients;
import dev.authgate.server.client.ClientAuthenticator;
import dev.authgate.server.config.Settings;
import dev.authgate.server.device.CodeEntryLimits;
import dev.authgate.server.device.DecisionEar;
import dev.authgate.server.device.Decisions;
import dev.authgate.server.device.DeviceAuthorizationResource;
import dev.authgate.server.device.DeviceCodeGrant;
import dev.authgate.server.device.DeviceRequest;
import dev.authgate.server.device.Freshness;
import dev.authgate.server.device.HandOver;
import dev.authgate.server.device.HandOverResource;
import dev.authgate.server.device.Hearing;
import dev.authgate.server.device.RecentAuthorizations;
import dev.authgate.server.device.Redemption;
import dev.authgate.server.device.UserCodeEntry;
import dev.authgate.server.device.UserCodeKeys;
import dev.authgate.server.device.VerificationResource;
import dev.authgate.server.housekeeping.ExpirySweeper;
import dev.authgate.server.housekeeping.Retention;
import dev.authgate.server.http.Answer;
import dev.authgate.server.http.Endpoint;
import dev.authgate.server.http.ErrorAnswers;
import dev.authgate.server.http.JsonErrors;
import dev.authgate.server.http.NegotiatedErrors;
import dev.authgate.server.key.JwksResource;
import dev.authgate.server.key.RotatingKeys;
import dev.authgate.server.key.SharedSecrets;
import dev.authgate.server.key.SigningAlgorithm;
import dev.authgate.server.key.TokenKeys;
import dev.authgate.server.metadata.HealthResource;
import dev.authgate.server.metadata.MetadataResource;
import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.page.Pages;
import dev.authgate.server.page.ScopeWords;
import dev.authgate.server.secret.ServerSecrets;
import dev.authgate.server.session.AttemptLimits;
import dev.authgate.server.session.AttemptSubjects;
import dev.authgate.server.session.PasswordChange;
import dev.authgate.server.session.SessionCookie;
import dev.authgate.server.session.SessionLookup;
import dev.authgate.server.session.SessionSettings;
import dev.authgate.server.session.SessionStart;
import dev.authgate.server.session.SessionStores;
import dev.authgate.server.session.SignIn;
import dev.authgate.server.session.SignInLimits;
import dev.authgate.server.sql.SqlStorage;
import dev.authgate.server.token.AccessTokens;
import dev.authgate.server.token.IntrospectionResource;
import dev.authgate.server.token.LocalTokens;
import dev.authgate.server.token.RefreshGrant;
import dev.authgate.server.token.Revocation;
import dev.authgate.server.token.RevocationResource;
import dev.authgate.server.token.SuccessorSeal;
import dev.authgate.server.token.TokenChecks;
import dev.authgate.server.token.TokenGrant;
import dev.authgate.server.token.TokenInfoResource;
import dev.authgate.server.token.TokenIssuer;
import dev.authgate.server.token.TokenResource;
import dev.authgate.server.user.AuthenticationProvider;
import dev.authgate.server.user.HttpApiAuthentication;
import dev.authgate.server.user.LocalAuthentication;
import dev.authgate.server.user.PasswordHasher;
import dev.authgate.server.user.PasswordPolicy;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Puts the parts together, in the order in which they need each other. No container: {@code new} is enough.
 *
 * <p>Every path of the public port stands in {@link #endpoints}.
 */
final class Composition {
    /**
     * A lone SQLite server takes every decision itself, so what it remembers of a request that waits holds as long as the
     * request does. Nodes on one PostgreSQL must ask.
     */
    private final Settings settings;

    private final SqlStorage storage;
    private final PasswordHasher hasher;
    private final Clock clock;

    private final Secrets secrets = new Secrets();
    private final MasterSecret master;
    private final UserCodeKeys userCodeKeys;
    private final AttemptSubjects subjects;
    private final CachedClients clients;
    private final Hearing hearing = new Hearing();
    private final RecentAuthorizations recent;
    private final HandOver handOver;
    private final ClientAuthenticator authenticator;
    private final ExternalServices external;
    private final TokenKeys keys;
    private final AccessTokens accessTokens;
    private final Pages pages;
    private final List<Consumer<Instant>> clockwork = new ArrayList<>();
    private final ErrorAnswers json = new JsonErrors();
    private final ErrorAnswers html;

    Composition(
            Settings settings, SqlStorage storage, ServerSecrets serverSecrets, PasswordHasher hasher, Clock clock) {
        this.settings = settings;
        this.storage = storage;
        this.hasher = hasher;
        this.clock = clock;
        this.master = serverSecrets.session().master();
        this.userCodeKeys = new UserCodeKeys(master.deriveAll("authgate user code"));
        this.subjects = new AttemptSubjects(master);
        this.clients = new CachedClients(storage.clients());
        this.recent = new RecentAuthorizations(
                storage.deviceAuthorizations(), settings.database().isFile() ? Freshness.ofLoneNode() : hearing);
        this.handOver = new HandOver(
                HandOver.Limits.of(settings.devices().waitingPolls(), settings.limits())
                        .within(Runtime.getRuntime().maxMemory()),
                storage.deviceAuthorizations(),
                recent);
        this.authenticator = new ClientAuthenticator(clients, storage.auditTrail(), settings.limits());
        this.external = new ExternalServices(settings.external(), storage.auditTrail(), clock);
        this.keys = keys(serverSecrets);
        this.accessTokens = new AccessTokens(settings.tokens(), keys, clock);
        this.pages = new Pages(URI.create(settings.baseUrl()).getAuthority(), clock);
        this.html = new PageErrors(pages, clock);
    }

    private TokenKeys keys(ServerSecrets serverSecrets) {
        if (settings.keys().algorithm() == SigningAlgorithm.HS256) {
            return new SharedSecrets(serverSecrets.jwt().all());
        }
        var parts = new RotatingKeys.Parts(storage.signingKeys(), storage.auditTrail(), storage.transactions());
        var rotating = new RotatingKeys(parts, settings.keys(), master, secrets);
        clockwork.add(rotating::rotateWhenDue);
        return rotating;
    }

    /** Every path of the public port and what serves it. */
    Map<String, Endpoint> endpoints(BooleanSupplier stopping) {
        var all = new LinkedHashMap<String, Endpoint>();
        addOAuth(all);
        addPages(all);
        var health = new HealthResource(storage::ping, stopping, external::states);
        all.put("/health", api().get(health::health));
        all.put("/health/live", api().get(health::live));
        all.put("/health/ready", api().get(health::ready));
        return all;
    }

    private void addOAuth(Map<String, Endpoint> all) {
        var device =
                new DeviceAuthorizationResource(authenticator, deviceRequest(), settings.devices(), settings.limits());
        var provider = external.provider(new LocalTokens(accessTokens, secrets));
        var issuer = new TokenIssuer(settings.tokens(), provider, storage.grants(), storage.tokens(), secrets);
        var deviceGrant = deviceCodeGrant(issuer);
        var token = new TokenResource(authenticator, tokenGrants(deviceGrant, issuer));
        var afterWaiting = new TokenResource(authenticator, List.of(deviceGrant.afterWaiting()));
        var checks = new TokenChecks(accessTokens, storage.tokens(), external.validation());
        var introspection = new IntrospectionResource(authenticator, checks, storage.tokens(), settings.tokens());
        var revocation = new RevocationResource(
                authenticator,
                new Revocation(
                        storage.grants(), storage.tokens(), clients, storage.auditTrail(), storage.transactions()));
        var tokenInfo = new TokenInfoResource(checks, settings.baseUrl(), settings.tokeninfoQuery());
        all.put("/oauth/device/code", api().post(device::post));
        all.put("/oauth/token", api().postPatiently(new HandOverResource(token, afterWaiting, handOver)::post));
        all.put("/oauth/tokeninfo", api().get(tokenInfo::get));
        all.put("/oauth/introspect", api().post(introspection::post));
        all.put("/oauth/revoke", api().post(revocation::post));
        var metadata = new MetadataResource(settings.baseUrl(), token.grantTypes(), handOver.longest());
        all.put("/.well-known/oauth-authorization-server", api().get(metadata::get));
        all.put("/.well-known/openid-configuration", api().get(metadata::get));
        all.put("/.well-known/jwks.json", api().get(new JwksResource(keys)::get));
    }

    private DeviceRequest deviceRequest() {
        var codes = new DeviceRequest.Codes(secrets, userCodeKeys, settings.devices());
        return new DeviceRequest(
                storage.deviceAuthorizations(), recent, storage.auditTrail(), storage.transactions(), codes);
    }

    private List<TokenGrant> tokenGrants(TokenGrant device, TokenIssuer issuer) {
        return settings.tokens().refreshTokens() ? List.of(device, refreshGrant(issuer)) : List.of(device);
    }

    private RefreshGrant refreshGrant(TokenIssuer issuer) {
        var seal = new SuccessorSeal(master);
        var parts = new RefreshGrant.Parts(storage.grants(), storage.tokens(), seal);
        return new RefreshGrant(settings.tokens(), issuer, parts, storage.auditTrail(), storage.transactions());
    }

    private DeviceCodeGrant deviceCodeGrant(TokenIssuer issuer) {
        var redemption = new Redemption(
                storage.deviceAuthorizations(),
                new Redemption.Parts(storage.users(), issuer, secrets, storage.leases()),
                storage.auditTrail(),
                storage.transactions());
        return new DeviceCodeGrant(
                storage.deviceAuthorizations(),
                recent,
                redemption,
                storage.decisionNews(),
                storage.auditTrail(),
                storage.transactions());
    }

    private void addPages(Map<String, Endpoint> all) {
        var sessionSettings = new SessionSettings(Settings.SESSION_LIFETIME, settings.sessionIdle());
        var stores =
                new SessionStores(storage.transactions(), storage.users(), storage.sessions(), storage.auditTrail());
        var start = new SessionStart(storage.sessions(), secrets, sessionSettings);
        var lookup = new SessionLookup(stores, sessionSettings);
        var cookies = new SessionCookie(master, URI.create(settings.baseUrl()), sessionSettings);
        var browsers = new Browsers(cookies, lookup, secrets, pages);
        var limits = signInLimits();

        var signIn = new SignInResource(browsers, new SignIn(stores, authentication(), limits, start));
        var signOut = new SignOutResource(browsers, lookup);
        all.put("/login", page().get(signIn::get).post(signIn::post));
        all.put("/logout", page().get(signOut::get).post(signOut::post));

        var scopeWords = new ScopeWords(settings.scopeDescriptions());
        var verification =
                new VerificationResource(browsers, userCodeEntry(), settings.devices(), settings.tokens(), scopeWords);
        all.put("/device", page().get(browsers.page(verification::get)));
        all.put("/device/verify", page().post(browsers.form(verification::post)));

        var own = new OwnGrants(
                storage.grants(),
                storage.deviceAuthorizations()::expireApprovedOf,
                storage.auditTrail(),
                storage.transactions());
        addSessions(all, browsers, own, scopeWords);

        var passwordRules = new PasswordChange.Rules(hasher, PasswordPolicy.standard(), limits);
        var password = new PasswordResource(browsers, new PasswordChange(stores, passwordRules, start, own));
        all.put("/account/password", page().get(browsers.page(password::get)).post(browsers.form(password::post)));
        all.put("", page().get(request -> Answer.seeOther("/device")));
    }

    private AuthenticationProvider authentication() {
        var local = new LocalAuthentication(storage.users(), hasher, storage.transactions());
        var parts = new HttpApiAuthentication.Parts(storage.users(), storage.auditTrail(), storage.transactions());
        return external.authentication(local, parts, secrets);
    }

    private void addSessions(Map<String, Endpoint> all, Browsers browsers, OwnGrants own, ScopeWords scopeWords) {
        var sessions = new SessionsResource(browsers, own, storage.grants(), clients, scopeWords);
        all.put("/account/sessions", page().get(browsers.page(sessions::list)));
        all.put(
                "/account/sessions/revoke-all",
                page().get(browsers.page(sessions::askAll)).post(browsers.form(sessions::revokeAll)));
        all.put("/account/sessions/*", page().where(SessionsResource::serves).post(browsers.form(sessions::change)));
    }

    private SignInLimits signInLimits() {
        var limits = settings.limits() ? AttemptLimits.on(storage.attempts()) : AttemptLimits.off();
        return new SignInLimits(limits, subjects);
    }

    private UserCodeEntry userCodeEntry() {
        var limits = settings.limits()
                ? CodeEntryLimits.on(storage.attempts(), subjects, storage.deviceAuthorizations())
                : CodeEntryLimits.off(subjects);
        return new UserCodeEntry(
                new UserCodeEntry.Parts(storage.deviceAuthorizations(), userCodeKeys, clients, storage.grants()),
                limits,
                new Decisions(recent, handOver, storage.decisionNews()),
                storage.auditTrail(),
                storage.transactions());
    }

    private Endpoint api() {
        return new Endpoint(json, clock);
    }

    private Endpoint page() {
        return new Endpoint(html, clock);
    }

    /** What answers at paths where there is nothing: a page to browsers, JSON to everything else. */
    Endpoint nothingHere() {
        return new Endpoint(new NegotiatedErrors(json, html), clock);
    }

    /** What wants to be called by the clock, each with the time. */
    List<Consumer<Instant>> clockwork() {
        return List.copyOf(clockwork);
    }

    /** What cleans up, and wants to be called much more often. */
    Consumer<Instant> sweeper(MetricRegistry metrics) {
        var retention = new Retention(
                settings.auditRetention(), settings.tokens().rotation().grace());
        return new ExpirySweeper(storage.expired(), retention, storage.leases(), metrics, System::nanoTime);
    }

    /** The services that are asked; to be closed at the end. */
    ExternalServices external() {
        return external;
    }

    /** What hears of the other nodes. */
    DecisionEar ear() {
        return new DecisionEar(handOver, hearing);
    }

    /** The polls that wait. */
    HandOver handOver() {
        return handOver;
    }

    /** For the health checks of the admin connector. */
    HealthCheck databaseCheck() {
        return new DatabaseCheck(storage::ping);
    }
}
