package dev.authgate.sdk.testkit;

import dev.authgate.sdk.Endpoints;
import dev.authgate.sdk.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * A device sign-in server (RFC 8628) on a port of this machine that follows a script. Each poll takes one step; when
 * there is none, the person has not decided yet.
 *
 * <pre>{@code
 * var clock = new ManualClock();
 * try (var server = FakeAuthServer.start(clock);
 *         var client = OAuthClient.builder(server.issuer(), "my-cli").time(clock).build()) {
 *     server.pend().slowDown().pend().approve();
 *
 *     LoginResult result = client.startDeviceLogin().await();
 *
 *     assertThat(result).isInstanceOf(LoginResult.Approved.class);
 * }
 * }</pre>
 */
public final class FakeAuthServer implements AutoCloseable {
    /** The name that {@code tokeninfo} tells. */
    public static final String USERNAME = "ada";

    private static final Pattern WAIT = Pattern.compile("wait=([0-9]+)");

    private final TimeSource time;
    private final TinyHttp http;
    private final SigningKeys keys = new SigningKeys();
    private final IssuedByFake issued;
    private final GoodServer good;
    private final Map<String, Script> scripts = new HashMap<>();
    private final List<ReceivedRequest> received = new CopyOnWriteArrayList<>();

    private FakeAuthServer(TimeSource time) {
        this.time = time;
        this.http = new TinyHttp(time, this::handle);
        this.issued = new IssuedByFake(time, keys, issuer());
        this.good = new GoodServer(issuer(), keys, issued);
    }

    /** A server whose time is the machine's. */
    public static FakeAuthServer start() {
        return start(TimeSource.system());
    }

    /** A server whose time is {@code time}'s: give it the clock that the client has. */
    public static FakeAuthServer start(TimeSource time) {
        return new FakeAuthServer(time);
    }

    /** The server's name for itself; its metadata is where RFC 8414 section 3.1 puts it. */
    public URI issuer() {
        return URI.create("http://localhost:" + http.port());
    }

    /** Its endpoints, for a client that shall not ask for metadata. */
    public Endpoints endpoints() {
        return Endpoints.of(address("/oauth/device/code"), address("/oauth/token"))
                .withRevocation(address("/oauth/revoke"))
                .withTokenInfo(address("/oauth/tokeninfo"))
                .withJwks(address("/.well-known/jwks.json"))
                .withLongestWait(good.longestWait);
    }

    /** Something of the person's: {@code GET} answers 200 with a good access token, and else 401 (RFC 6750 section 3). */
    public URI api() {
        return address("/api/greeting");
    }

    /** How long codes are good; a quarter of an hour without this. */
    public FakeAuthServer codesLastFor(Duration lifetime) {
        good.codeLifetime = lifetime;
        return this;
    }

    /** The pause between polls that it asks for; five seconds without this. */
    public FakeAuthServer asksForInterval(Duration pause) {
        good.interval = pause;
        return this;
    }

    /** It does not say which pause it wants. */
    public FakeAuthServer asksForNoInterval() {
        good.interval = null;
        return this;
    }

    /** How long access tokens are good; an hour without this. */
    public FakeAuthServer accessTokensLastFor(Duration lifetime) {
        issued.lifetime = lifetime;
        return this;
    }

    /** It offers in its metadata to hold polls (RFC 7240 section 4.3), and holds them. */
    public FakeAuthServer holdsPollsFor(Duration longest) {
        good.longestWait = longest;
        return this;
    }

    /** Each refresh gives a new refresh token and spends the old one. */
    public FakeAuthServer rotatesRefreshTokens() {
        issued.rotating = true;
        return this;
    }

    /** The same, and a spent refresh token that comes again ends the whole session (RFC 9700 section 4.14.2). */
    public FakeAuthServer punishesReuse() {
        issued.punishing = true;
        return rotatesRefreshTokens();
    }

    /** The next poll is told to wait. */
    public FakeAuthServer pend() {
        onPoll().refuse("authorization_pending");
        return this;
    }

    /** The next poll is told to come less often (RFC 8628 section 3.5). */
    public FakeAuthServer slowDown() {
        onPoll().refuse("slow_down");
        return this;
    }

    /** The same, naming the interval from now on. */
    public FakeAuthServer slowDown(Duration to) {
        onPoll().answer(400, "{\"error\":\"slow_down\",\"interval\":" + to.toSeconds() + "}");
        return this;
    }

    /** The next poll gets tokens. */
    public FakeAuthServer approve() {
        onPoll().normally();
        return this;
    }

    /** The next poll is told that the person said no. */
    public FakeAuthServer deny() {
        onPoll().refuse("access_denied");
        return this;
    }

    /** The next poll is told that the code's time is over. */
    public FakeAuthServer expire() {
        onPoll().refuse("expired_token");
        return this;
    }

    /** A new key signs from now on; the old ones stay published. */
    public FakeAuthServer rotateKeys() {
        keys.add();
        return this;
    }

    /** Only the newest key stays published. */
    public FakeAuthServer withdrawOldKeys() {
        keys.withdrawOld();
        return this;
    }

    /** A token that the newest key has signed, with claims of your own, as a JSON object. */
    public String sign(String claims) {
        return keys.sign(claims);
    }

    /** The access tokens given out so far are good no more. */
    public FakeAuthServer endAccessTokens() {
        issued.endAccessTokens();
        return this;
    }

    /** All sessions are over: refresh tokens are good no more, either. */
    public FakeAuthServer endSessions() {
        issued.endAll();
        return this;
    }

    /** What polls are answered. */
    public Script onPoll() {
        return script("poll");
    }

    /** What refreshes are answered. */
    public Script onRefresh() {
        return script("refresh");
    }

    /** What the device authorization request is answered. */
    public Script onStart() {
        return script("/oauth/device/code");
    }

    /** What a request to any other path is answered, {@code /oauth/revoke} for example. */
    public Script on(String path) {
        return script(path);
    }

    /** The polls so far. */
    public List<ReceivedRequest> polls() {
        return received.stream().filter(request -> kind(request).equals("poll")).toList();
    }

    /** The refreshes so far. */
    public List<ReceivedRequest> refreshes() {
        return received.stream()
                .filter(request -> kind(request).equals("refresh"))
                .toList();
    }

    /** The requests so far to this path. */
    public List<ReceivedRequest> requests(String path) {
        return received.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** Ends the server and all its connections. */
    @Override
    public void close() {
        http.close();
    }

    private URI address(String path) {
        return issuer().resolve(path);
    }

    private Script script(String kind) {
        synchronized (scripts) {
            return scripts.computeIfAbsent(kind, unscripted -> new Script(time));
        }
    }

    private static String kind(ReceivedRequest request) {
        if (!request.path().equals("/oauth/token")) {
            return request.path();
        }
        return "refresh_token".equals(request.form().get("grant_type")) ? "refresh" : "poll";
    }

    private Reply handle(ReceivedRequest request) {
        received.add(request);
        var kind = kind(request);
        if (!kind.equals("poll")) {
            return script(kind).next(() -> good.answer(kind, request));
        }
        var wait = WAIT.matcher(request.header("Prefer").orElse(""));
        if (good.longestWait.isZero() || !wait.find()) {
            return nextPoll(request);
        }
        hold(Duration.ofSeconds(Long.parseLong(wait.group(1))));
        var reply = nextPoll(request);
        return reply.status() > 0 ? reply.with("Preference-Applied", "wait=" + wait.group(1)) : reply;
    }

    private Reply nextPoll(ReceivedRequest request) {
        var polls = onPoll();
        return polls.isEmpty() ? good.idle(request) : polls.next(() -> good.redeem(request));
    }

    private void hold(Duration atMost) {
        try {
            time.await(onPoll().added(), atMost);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
