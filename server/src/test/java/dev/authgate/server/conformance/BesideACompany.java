package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.TV;

import dev.authgate.server.ToldSecrets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server beside a company whose services run in a process of their own, on real sockets. */
abstract class BesideACompany {
    static final Person CLEO = new Person("cleo", "ninety-nine balloons over the lake");
    static final Person DAN = new Person("dan", "a second-hand submarine in green");
    static final Person ADMIN = new Person("admin", "a harbour full of yellow kites");
    static final String SECRET = "kT9vQ2mXz7Lr4WbN8sHc3JfD6yGp1AeU5oVi";
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    static CompanyProcess company;

    @BeforeAll
    static void open() {
        company = CompanyProcess.start();
    }

    @AfterAll
    static void close() {
        company.close();
    }

    @BeforeEach
    void nobody_works_there_yet() {
        company.tell("reset");
    }

    AppUnderTest.Shared start(Map<String, String> more) {
        ToldSecrets.add(CLEO.password());
        ToldSecrets.add(DAN.password());
        ToldSecrets.add(SECRET);
        var settings = new HashMap<>(Map.of("LIMITS", "off", "DATA_DIR", directory.toString()));
        settings.putAll(more);
        return AppUnderTest.Shared.start(settings);
    }

    Map<String, String> authentication() {
        return Map.of(
                "AUTH_MODE",
                "http_api",
                "HTTP_API_URL",
                "http://localhost:" + company.port() + "/api/verify",
                "HTTP_API_TIMEOUT",
                TIMEOUT.toSeconds() + "s",
                "HTTP_API_AUTH_MODE",
                "hmac",
                "HTTP_API_AUTH_SECRET",
                SECRET);
    }

    Map<String, String> tokens(String mode) {
        return Map.of(
                "TOKEN_PROVIDER_MODE",
                mode,
                "TOKEN_API_URL",
                "http://localhost:" + company.port() + "/api",
                "TOKEN_API_TIMEOUT",
                TIMEOUT.toSeconds() + "s",
                "TOKEN_API_AUTH_MODE",
                "hmac2",
                "TOKEN_API_AUTH_SECRET",
                SECRET);
    }

    static OAuth oauth(AppUnderTest.Shared app) {
        return new OAuth(new Http(app.server().port()));
    }

    static Browser browser(AppUnderTest.Shared app) {
        return new Browser(new Http(app.server().port()));
    }

    static Reply tokensOf(AppUnderTest.Shared app, Person person) {
        var codes = oauth(app).codes(TV);
        browser(app).signIn(person).approve(codes);
        return oauth(app).poll(codes).json(200);
    }

    /** Runs work in as many threads, all at once. */
    static <T> List<CompletableFuture<T>> atOnce(int times, IntFunction<T> work) {
        return IntStream.range(0, times)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> work.apply(i), task -> new Thread(task, "stuck " + i).start()))
                .toList();
    }

    static Duration timeOfPollsAndALocalSignIn(AppUnderTest.Shared app, OAuth.Codes pending) {
        var start = System.nanoTime();
        for (var i = 0; i < 20; i++) {
            oauth(app).poll(pending).refused("authorization_pending");
            app.clock().advance(Duration.ofSeconds(5));
        }
        browser(app).signIn(ADMIN);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Other tests run on this machine, too; what hangs would take seconds, and 21 of them would take minutes. */
    static Duration slightlyMoreThan(Duration usual) {
        return usual.multipliedBy(2).plusSeconds(1);
    }

    static String state(AppUnderTest.Shared app, String service) {
        return new Http(app.server().port())
                .get("/health/ready")
                .json(200)
                .json()
                .at("/services/" + service)
                .asText();
    }

    static String metrics(AppUnderTest.Shared app) {
        var address = URI.create("http://127.0.0.1:" + app.server().adminPort() + "/metrics");
        return HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
    }
}
