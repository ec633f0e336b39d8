package dev.authgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.service.CompanyDesk;
import dev.authgate.server.service.CompanyService;
import dev.authgate.server.service.CompanyService.Behaviour;
import dev.authgate.server.service.CompanyService.Said;
import dev.authgate.server.service.SelfSigned;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The command check asks the external services, and tells in words what is wrong")
class ExternalCheckTest extends AtTheTerminal {
    private static final String SECRET = "kT9vQ2mXz7Lr4WbN8sHc3JfD6yGp1AeU5oVi";

    private final CompanyDesk desk = new CompanyDesk(() -> 0);
    private final CompanyService company = CompanyService.open(desk);

    @BeforeEach
    void both_services_are_set() {
        environment.put("AUTH_MODE", "http_api");
        environment.put("HTTP_API_URL", "http://localhost:" + company.port() + "/verify?key=private");
        environment.put("HTTP_API_TIMEOUT", "1s");
        environment.put("TOKEN_PROVIDER_MODE", "http_api");
        environment.put("TOKEN_API_URL", "http://localhost:" + company.port() + "/api");
        environment.put("TOKEN_API_TIMEOUT", "1s");
        environment.put("TOKEN_API_AUTH_MODE", "hmac2");
        environment.put("TOKEN_API_AUTH_SECRET", SECRET);
    }

    @AfterEach
    void close() {
        company.close();
    }

    @Test
    void both_answer_as_agreed() {
        assertThat(run("check")).isZero();

        assertThat(out)
                .contains("authentication service: answers as agreed (http://localhost:" + company.port()
                        + "/verify?...)")
                .contains("token service: answers as agreed (http://localhost:" + company.port() + "/api)")
                .doesNotContain("private", SECRET);
        assertThat(desk.made()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HANGS|did not answer within 1 s",
                "FAILS|answers 500",
                "GARBAGE|answers 200, but not with a JSON object",
                "PAGE|answers 200 with text/html instead of application/json",
                "HUGE|answers with more than 1 MiB",
                "REDIRECTS|answers 307: it redirects, which is not followed",
                "HANGS_UP|broke the connection off",
            })
    void what_is_wrong_is_one_line(Behaviour behaviour, String words) {
        company.behave(behaviour);

        assertThat(run("check")).isEqualTo(1);
        assertThat(err)
                .startsWith("authgate: the authentication service " + words)
                .contains("; the token service " + words);
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void nobody_is_there() {
        company.close();

        assertThat(run("check")).isEqualTo(1);
        assertThat(err).contains("cannot be reached: nobody accepts connections there (http://localhost:");
    }

    @Test
    void a_service_that_says_yes_to_everything_is_worse_than_none() {
        desk.say("success", true).say("valid", true);

        assertThat(run("check")).isEqualTo(1);
        assertThat(err)
                .contains("lets everybody in: it says success to a password drawn at random")
                .contains("lets everybody in: it calls a token valid that was drawn at random");
    }

    @Test
    void a_secret_that_the_service_does_not_accept_is_guessed_at() {
        try (var strict = CompanyService.open(question -> new Said(401, "Authentication failed"))) {
            environment.put("HTTP_API_URL", "http://localhost:" + strict.port() + "/verify");
            environment.put("TOKEN_API_URL", "http://localhost:" + strict.port() + "/api");

            assertThat(run("check")).isEqualTo(1);
            assertThat(err).contains("HTTP_API_AUTH_SECRET", "TOKEN_API_AUTH_SECRET", "its clock is wrong");
        }
    }

    @Test
    void a_certificate_that_nobody_knows_is_told(@TempDir Path directory) throws Exception {
        try (var secure = CompanyService.open(SelfSigned.sockets(directory), 0, desk)) {
            environment.put("HTTP_API_URL", "https://localhost:" + secure.port() + "/verify");
            environment.put("HTTP_API_TIMEOUT", "10s");

            assertThat(run("check")).isEqualTo(1);
            assertThat(err)
                    .contains(
                            "the authentication service is not trusted: its certificate is not signed by an authority");
            assertThat(out).contains("token service: answers as agreed");
        }
    }
}
