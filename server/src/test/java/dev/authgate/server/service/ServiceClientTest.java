package dev.authgate.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.authgate.server.service.CompanyService.Behaviour;
import dev.authgate.server.service.CompanyService.Said;
import dev.authgate.server.service.ServiceFailure.Kind;
import dev.authgate.server.service.ServiceRequest.Repetition;
import dev.authgate.server.service.ServiceSettings.Certificates;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Requirement OPS-06: a service of somebody else may fail in any way")
class ServiceClientTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final CompanyService company = CompanyService.open(question -> new Said(200, "{\"success\":true}"));
    private final ServiceClient client = client(url("http", "/api"), Certificates.VERIFIED, ServiceProof.none());
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(company, client));

    private String url(String scheme, String path) {
        return scheme + "://localhost:" + company.port() + path;
    }

    private static ServiceClient client(String url, Certificates certificates, ServiceProof proof) {
        return new ServiceClient(
                "authentication service", new ServiceSettings(URI.create(url), TIMEOUT, certificates, proof), NOON);
    }

    private ServiceClient opened(ServiceClient more) {
        opened.add(more);
        return more;
    }

    @AfterEach
    void close() throws Exception {
        for (var each : opened) {
            each.close();
        }
    }

    private static ServiceRequest password() {
        var members = new LinkedHashMap<String, Object>();
        members.put("username", "john");
        members.put("password", "a<b>&c");
        return new ServiceRequest("", members, Repetition.HARMFUL);
    }

    private static ServiceRequest harmless() {
        return new ServiceRequest("/validate", new LinkedHashMap<>(), Repetition.HARMLESS);
    }

    private static Kind kind(Runnable call) {
        return catchThrowableOfType(ServiceFailure.class, call::run).kind();
    }

    @Test
    void what_is_asked_is_compact_json_in_the_agreed_order() {
        var answer = client.post(password());

        assertThat(answer.flag("success")).contains(true);
        var asked = company.asked().get(0);
        assertThat(asked.method() + " " + asked.target()).isEqualTo("POST /api");
        assertThat(asked.body()).isEqualTo("{\"username\":\"john\",\"password\":\"a\\u003cb\\u003e\\u0026c\"}");
        assertThat(asked.header("Content-Type")).isEqualTo("application/json");
        assertThat(asked.header("X-Signature")).isEmpty();
    }

    @Test
    void connections_are_used_again() {
        for (var i = 0; i < 5; i++) {
            client.post(password());
        }

        assertThat(company.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "HANGS, TOO_SLOW, did not answer within 1 s",
        "SLOW, TOO_SLOW, did not answer within 1 s",
        "DRIPS, TOO_SLOW, did not answer within 1 s",
        "HANGS_UP, BROKEN, broke the connection off",
        "FAILS, FAILED, answers 500",
        "FAILS_AND_ASKS_AGAIN, FAILED, answers 503",
        "STUMBLES, FAILED, answers 502",
        "GARBAGE, UNREADABLE, 'answers 200, but not with a JSON object'",
        "PAGE, UNREADABLE, answers 200 with text/html instead of application/json",
        "PLAIN_TEXT, UNREADABLE, answers 200 with text/plain instead of application/json",
        "HUGE, TOO_LARGE, answers with more than 1 MiB",
        "REDIRECTS, REDIRECTED, 'answers 307: it redirects, which is not followed'",
    })
    void a_failure_is_told_in_words_and_in_time_and_a_password_is_sent_once(
            Behaviour behaviour, Kind kind, String words) {
        company.behave(behaviour);
        var start = System.nanoTime();

        assertThatThrownBy(() -> client.post(password()))
                .isInstanceOf(ServiceFailure.class)
                .hasMessage(words)
                .extracting(failure -> ((ServiceFailure) failure).kind())
                .isEqualTo(kind);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plusSeconds(1));
        assertThat(company.asked()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"HANGS_UP", "FAILS", "FAILS_AND_ASKS_AGAIN"})
    void a_harmless_question_is_asked_once_more(Behaviour behaviour) {
        company.behave(behaviour);

        assertThatThrownBy(() -> client.post(harmless())).isInstanceOf(ServiceFailure.class);

        assertThat(company.asked().size()).isGreaterThan(1).isLessThanOrEqualTo(4);
    }

    @Test
    void a_harmless_question_outlives_a_gateway_that_stumbles() {
        client.post(password());
        company.behave(Behaviour.STUMBLES);

        assertThat(client.post(harmless()).ok()).isTrue();
        assertThat(company.asked()).hasSize(3);
    }

    @Test
    void a_refusal_is_an_answer_with_or_without_json() {
        var refusing = CompanyService.open(question -> new Said(
                question.target().equals("/said") ? 403 : 401,
                question.target().equals("/said") ? "{\"success\":false}" : "no"));
        opened.add(refusing);
        var said = opened(
                client("http://localhost:" + refusing.port() + "/said", Certificates.VERIFIED, ServiceProof.none()));
        var silent = opened(
                client("http://localhost:" + refusing.port() + "/x", Certificates.VERIFIED, ServiceProof.none()));

        assertThat(said.post(password()).status()).isEqualTo(403);
        assertThat(said.post(password()).flag("success")).contains(false);
        assertThat(silent.post(password()).flag("success")).isEmpty();
    }

    @Test
    void members_of_the_wrong_kind_disagree_with_what_was_agreed() {
        var odd = CompanyService.open(question -> new Said(
                200, "{\"success\":\"yes\",\"user_id\":7,\"expires_in\":1.5,\"claims\":[],\"email\":null,\"n\":3.0}"));
        opened.add(odd);
        var answer = opened(client("http://localhost:" + odd.port(), Certificates.VERIFIED, ServiceProof.none()))
                .post(password());

        assertThat(kind(() -> answer.flag("success"))).isEqualTo(Kind.DISAGREEING);
        assertThat(kind(() -> answer.text("user_id"))).isEqualTo(Kind.DISAGREEING);
        assertThat(kind(() -> answer.number("expires_in"))).isEqualTo(Kind.DISAGREEING);
        assertThat(kind(() -> answer.object("claims"))).isEqualTo(Kind.DISAGREEING);
        assertThat(answer.text("email")).isEmpty();
        assertThat(answer.number("n")).contains(3L);
        assertThat(odd.asked().get(0).target()).isEqualTo("/");
    }

    @Test
    void a_member_that_comes_twice_makes_an_answer_unreadable() {
        var twice = CompanyService.open(question -> new Said(200, "{\"success\":false,\"success\":true}"));
        opened.add(twice);
        var asking = opened(client("http://localhost:" + twice.port(), Certificates.VERIFIED, ServiceProof.none()));

        assertThat(kind(() -> asking.post(password()))).isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void nobody_at_the_address_and_no_such_host() {
        company.close();
        var nowhere = opened(client("http://no-such-host.invalid/", Certificates.VERIFIED, ServiceProof.none()));

        assertThatThrownBy(() -> client.post(password()))
                .hasMessage("cannot be reached: nobody accepts connections there");
        assertThatThrownBy(() -> nowhere.post(password())).hasMessage("cannot be found: its host name is unknown");
    }

    @Nested
    @DisplayName("TLS")
    class Tls {
        @Test
        void an_unknown_certificate_is_refused_unless_the_operator_asks_for_it(@TempDir Path directory)
                throws Exception {
            var secure = CompanyService.open(
                    SelfSigned.sockets(directory), 0, question -> new Said(200, "{\"success\":true}"));
            opened.add(secure);
            var url = "https://localhost:" + secure.port();
            var careful = opened(client(url, Certificates.VERIFIED, ServiceProof.none()));
            var careless = opened(client(url, Certificates.IGNORED, ServiceProof.none()));

            assertThatThrownBy(() -> careful.post(password()))
                    .hasMessageStartingWith("is not trusted: its certificate is not signed by an authority");
            assertThat(secure.asked()).isEmpty();
            assertThat(careless.post(password()).ok()).isTrue();
        }

        @Test
        void a_service_that_speaks_none_is_not_asked() {
            var asking = opened(client(url("https", "/"), Certificates.VERIFIED, ServiceProof.none()));

            assertThat(kind(() -> asking.post(password()))).isIn(Kind.UNTRUSTED, Kind.BROKEN, Kind.TOO_SLOW);
            assertThat(company.asked()).isEmpty();
        }
    }

    @Nested
    @DisplayName("Repeated failure")
    class RepeatedFailure {
        @Test
        void opens_the_circuit_so_that_nobody_waits_any_more() {
            company.behave(Behaviour.FAILS);
            for (var i = 0; i < Circuit.FAILURES; i++) {
                assertThat(client.isLeftAlone()).isFalse();
                assertThat(kind(() -> client.post(password()))).isEqualTo(Kind.FAILED);
            }

            assertThat(kind(() -> client.post(password()))).isEqualTo(Kind.LEFT_ALONE);
            assertThat(client.isLeftAlone()).isTrue();
            assertThat(company.asked()).hasSize(Circuit.FAILURES);
            assertThat(client.counts().failures().getCount()).isEqualTo(Circuit.FAILURES);
            assertThat(client.counts().turnedAway().getCount()).isEqualTo(1);
            assertThat(client.counts().calls().getCount()).isEqualTo(Circuit.FAILURES);
        }

        @Test
        void a_service_that_hangs_holds_up_a_bounded_number_of_threads() throws Exception {
            company.behave(Behaviour.HANGS);
            var threads = Executors.newFixedThreadPool(100);
            try {
                var calls = new ArrayList<CompletableFuture<Kind>>();
                for (var i = 0; i < 100; i++) {
                    calls.add(CompletableFuture.supplyAsync(() -> kind(() -> client.post(password())), threads));
                }
                var kinds = calls.stream().map(CompletableFuture::join).toList();

                assertThat(kinds).filteredOn(kind -> kind == Kind.TOO_SLOW).hasSize(Bulkhead.CALLS);
                assertThat(kinds).filteredOn(kind -> kind == Kind.BUSY).hasSize(100 - Bulkhead.CALLS);
                assertThat(company.asked()).hasSize(Bulkhead.CALLS);
                assertThat(client.inFlight()).isZero();
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
