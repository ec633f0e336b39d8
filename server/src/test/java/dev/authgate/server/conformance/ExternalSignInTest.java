package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.TV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.service.CompanyService.Behaviour;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("OPS-06")
@DisplayName("Requirement OPS-06: AUTH_MODE=http_api, with a company's service right and wrong")
class ExternalSignInTest extends BesideACompany {
    @Test
    void a_user_of_the_company_signs_in_and_gets_tokens_and_so_do_local_users() {
        company.give(CLEO, "c-1");
        try (var app = start(authentication())) {
            assertThat(tokensOf(app, CLEO).text("access_token")).isNotEmpty();
            assertThat(company.tell("header", "X-Signature")).matches("[0-9a-f]{64}");
            assertThat(tokensOf(app, ADMIN).text("access_token")).isNotEmpty();
            assertThat(browser(app).trySignIn("cleo", "wrong").page(401).body())
                    .contains("Invalid username or password.");
            assertThat(company.asked("/api/verify")).isEqualTo(2);
        }
    }

    @Test
    void a_name_given_to_somebody_else_and_a_local_users_name_are_conflicts() {
        company.give(CLEO, "c-1");
        try (var app = start(authentication())) {
            browser(app).signIn(CLEO);
            company.give(new Person("cleo", DAN.password()), "c-2");
            company.give(new Person("admin", DAN.password()), "c-3");

            for (var name : List.of("cleo", "admin")) {
                var page = browser(app).trySignIn(name, DAN.password()).page(409);
                assertThat(page.body()).contains("Username conflict with existing user. Please contact administrator.");
            }
        }
    }

    @Test
    void an_administrator_blocks_a_user_of_the_company() {
        company.give(CLEO, "c-1");
        try (var app = start(authentication())) {
            var token = tokensOf(app, CLEO).text("access_token");
            try (var workspace = app.server().workspace()) {
                var cleo = workspace.users().findByUsername("cleo").orElseThrow();
                workspace.users().replace(cleo, cleo.disabled());
            }

            browser(app).trySignIn("cleo", CLEO.password()).page(401);
            assertThat(oauth(app).tokenInfo(token).status()).isEqualTo(401);
        }
    }

    @Test
    void whatever_goes_wrong_is_said_in_time_and_local_users_sign_in_and_then_all_is_well_again() {
        company.give(CLEO, "c-1");
        try (var app = start(authentication())) {
            for (var behaviour : Behaviour.wrong()) {
                company.behave(behaviour);
                saysThatTheServiceFails(app, behaviour);
                browser(app).signIn(ADMIN);
                new Http(app.server().port()).get("/health/ready").json(200);
                company.behave(Behaviour.RIGHT);
                browser(app).signIn(CLEO);
            }
        }
    }

    private void saysThatTheServiceFails(AppUnderTest.Shared app, Behaviour behaviour) {
        var form = browser(app);
        form.open("/login");
        var asked = company.asked("");
        var before = System.nanoTime();

        var page = form.trySignIn("cleo", CLEO.password()).page(503);

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as(behaviour.name())
                .isLessThan(TIMEOUT.plusSeconds(1).plusMillis(500));
        assertThat(page.header("Retry-After")).as(behaviour.name()).matches("[1-9][0-9]*");
        assertThat(page.body())
                .as(behaviour.name())
                .contains("The service that checks your password")
                .contains("<form method=\"post\" action=\"/login\"");
        assertThat(company.asked("") - asked).as(behaviour.name()).isEqualTo(1);
    }

    @Test
    void an_unknown_certificate_is_not_trusted_and_no_password_leaves() {
        try (var impostor = CompanyProcess.startWithUnknownCertificate(directory)) {
            impostor.give(CLEO, "c-1");
            var settings = new HashMap<>(authentication());
            settings.put("HTTP_API_URL", "https://localhost:" + impostor.port() + "/api/verify");
            settings.put("HTTP_API_TIMEOUT", "10s");
            try (var app = start(settings)) {
                browser(app).trySignIn("cleo", CLEO.password()).page(503);
                assertThat(impostor.asked("")).isZero();
            }
            settings.put("HTTP_API_INSECURE_SKIP_VERIFY", "true");
            try (var app = start(settings)) {
                browser(app).signIn(CLEO);
            }
        }
    }

    @Test
    void a_service_that_is_down_is_left_alone_told_of_and_used_again_when_it_is_back() {
        company.give(CLEO, "c-1");
        try (var app = start(authentication())) {
            browser(app).signIn(CLEO);
            company.tell("close");
            for (var i = 0; i < 5; i++) {
                browser(app).trySignIn("cleo", CLEO.password()).page(503);
            }

            assertThat(state(app, "authentication")).isEqualTo("circuit open");
            assertThat(metrics(app))
                    .contains("authgate_service_authentication_circuit_open 1\n")
                    .contains("authgate_service_authentication_failures 5\n")
                    .contains("authgate_service_authentication_calls_seconds_count 6\n");

            company.tell("reopen");
            Eventually.is(() -> browser(app).trySignIn("cleo", CLEO.password()).status(), status -> status == 303);
            assertThat(state(app, "authentication")).isEqualTo("available");
        }
    }

    @Test
    void while_it_hangs_local_sign_ins_and_polls_go_on_as_ever() {
        company.give(CLEO, "c-1");
        company.behave(Behaviour.HANGS);
        var settings = new HashMap<>(authentication());
        settings.put("HTTP_API_TIMEOUT", "8s");
        try (var app = start(settings)) {
            var codes = oauth(app).codes(TV);
            var usual = timeOfPollsAndALocalSignIn(app, codes);

            var stuck = atOnce(
                    60, i -> browser(app).trySignIn("cleo", CLEO.password()).status());
            Eventually.is(() -> company.asked(""), asked -> asked == 16);

            assertThat(timeOfPollsAndALocalSignIn(app, codes)).isLessThan(slightlyMoreThan(usual));
            assertThat(stuck).extracting(CompletableFuture::isDone).contains(false);
            assertThat(stuck).extracting(CompletableFuture::join).containsOnly(503);
        }
    }
}
