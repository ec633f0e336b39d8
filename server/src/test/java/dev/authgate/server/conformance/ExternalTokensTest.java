package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.TV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.service.CompanyService.Behaviour;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("OPS-06")
@DisplayName("Requirement OPS-06: TOKEN_PROVIDER_MODE=http_api, with a company's service right and wrong")
class ExternalTokensTest extends BesideACompany {
    @Test
    void tokens_are_the_companys_and_revocation_and_listing_are_here() {
        try (var app = start(tokens("http_api"))) {
            var answer = tokensOf(app, Person.ANN);
            var token = answer.text("access_token");

            assertThat(token).startsWith("company-token-");
            assertThat(company.tell("header", "X-Signature")).matches("v2=[0-9a-f]{64}");
            var told = oauth(app).tokenInfo(token).json(200);
            assertThat(told.text("username")).isEqualTo("ann");
            assertThat(told.json().at("/claims/department").asText()).isEqualTo("kites");
            oauth(app)
                    .token(
                            "grant_type",
                            "refresh_token",
                            "refresh_token",
                            answer.text("refresh_token"),
                            "client_id",
                            TV)
                    .json(200);
            new Http(app.server().port())
                    .post("/oauth/revoke", "token", token, "client_id", TV)
                    .status();
            assertThat(oauth(app).tokenInfo(token).status()).isEqualTo(401);
            assertThat(company.asked("/generate")).isEqualTo(2);
        }
    }

    @Test
    void whatever_goes_wrong_no_code_and_no_refresh_token_is_lost() {
        try (var app = start(tokens("http_api"))) {
            var first = tokensOf(app, Person.ANN);
            for (var behaviour : Behaviour.wrong()) {
                losesNothing(app, first, behaviour);
            }
        }
    }

    private void losesNothing(AppUnderTest.Shared app, Reply first, Behaviour behaviour) {
        var codes = oauth(app).codes(TV);
        browser(app).signIn(Person.ANN).approve(codes);
        company.behave(behaviour);

        var before = System.nanoTime();
        var answer = oauth(app).poll(codes).refused(503, "temporarily_unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as(behaviour.name())
                .isLessThan(TIMEOUT.plusSeconds(1));
        assertThat(answer.header("Retry-After")).as(behaviour.name()).matches("[1-9][0-9]*");
        if (behaviour != Behaviour.STUMBLES) {
            refresh(app, first).refused(503, "temporarily_unavailable");
        }

        company.behave(Behaviour.RIGHT);
        assertThat(oauth(app).poll(codes).json(200).text("access_token")).startsWith("company-token-");
        assertThat(refresh(app, first).json(200).text("access_token")).startsWith("company-token-");
        oauth(app).poll(codes).refused("invalid_grant");
    }

    private Reply refresh(AppUnderTest.Shared app, Reply tokens) {
        return oauth(app)
                .token("grant_type", "refresh_token", "refresh_token", tokens.text("refresh_token"), "client_id", TV);
    }

    @Test
    void while_it_is_down_a_token_is_neither_good_nor_bad() {
        try (var app = start(tokens("http_api"))) {
            var token = tokensOf(app, Person.ANN).text("access_token");
            company.tell("close");

            oauth(app).tokenInfo(token).refused(503, "temporarily_unavailable");

            company.tell("reopen");
            assertThat(oauth(app).tokenInfo(token).status()).isEqualTo(200);
        }
    }

    @Test
    void an_unknown_certificate_is_not_trusted_and_the_code_waits_for_a_known_one() {
        try (var impostor = CompanyProcess.startWithUnknownCertificate(directory)) {
            var settings = new HashMap<>(tokens("http_api"));
            settings.put("TOKEN_API_URL", "https://localhost:" + impostor.port() + "/api");
            settings.put("TOKEN_API_TIMEOUT", "10s");
            OAuth.Codes codes;
            try (var app = start(settings)) {
                codes = oauth(app).codes(TV);
                browser(app).signIn(Person.ANN).approve(codes);

                oauth(app).poll(codes).refused(503, "temporarily_unavailable");

                assertThat(impostor.asked("")).isZero();
            }
            try (var app = start(tokens("http_api"))) {
                assertThat(oauth(app).poll(codes).json(200).text("access_token"))
                        .startsWith("company-token-");
            }
        }
    }

    @Test
    void a_service_that_is_down_is_left_alone_told_of_and_used_again_when_it_is_back() {
        try (var app = start(tokens("http_api"))) {
            var codes = oauth(app).codes(TV);
            browser(app).signIn(Person.ANN).approve(codes);
            company.tell("close");
            for (var i = 0; i < 5; i++) {
                oauth(app).poll(codes).refused(503, "temporarily_unavailable");
            }

            assertThat(state(app, "token")).isEqualTo("circuit open");
            assertThat(metrics(app))
                    .contains("authgate_service_token_circuit_open 1\n")
                    .contains("authgate_service_token_failures 5\n");

            company.tell("reopen");
            var answer = Eventually.is(() -> oauth(app).poll(codes), reply -> reply.status() == 200);
            assertThat(answer.text("access_token")).startsWith("company-token-");
            assertThat(state(app, "token")).isEqualTo("available");
        }
    }

    @Test
    void while_it_hangs_local_sign_ins_and_polls_go_on_as_ever() {
        var settings = new HashMap<>(tokens("http_api"));
        settings.put("TOKEN_API_TIMEOUT", "8s");
        try (var app = start(settings)) {
            var pending = oauth(app).codes(TV);
            var usual = timeOfPollsAndALocalSignIn(app, pending);
            var browser = browser(app).signIn(Person.ANN);
            var approved = Stream.generate(() -> oauth(app).codes(TV))
                    .limit(45)
                    .peek(browser::approve)
                    .toList();
            company.behave(Behaviour.HANGS);

            var stuck = atOnce(45, i -> oauth(app).poll(approved.get(i)).refused(503, "temporarily_unavailable"));
            Eventually.is(() -> company.asked("/generate"), asked -> asked == 16);

            assertThat(timeOfPollsAndALocalSignIn(app, pending)).isLessThan(slightlyMoreThan(usual));
            assertThat(stuck).extracting(CompletableFuture::isDone).contains(false);
            stuck.forEach(CompletableFuture::join);
        }
    }

    @Test
    void type_life_and_claims_are_the_companys() {
        try (var app = start(tokens("http_api"))) {
            company.say("token_type", "\"DPoP\"");
            company.say("expires_in", "77");

            var answer = tokensOf(app, Person.ANN);

            assertThat(answer.text("token_type")).isEqualTo("DPoP");
            assertThat(answer.json().path("expires_in").asLong()).isEqualTo(77);
            var told = oauth(app).tokenInfo(answer.text("access_token")).json(200);
            assertThat(told.text("token_type")).isEqualTo("DPoP");
            assertThat(told.json().at("/claims/department").asText()).isEqualTo("kites");
        }
    }

    @Test
    void a_token_for_another_user_or_client_or_of_a_wider_scope_is_refused() {
        try (var app = start(tokens("http_api"))) {
            var codes = oauth(app).codes(TV);
            browser(app).signIn(Person.ANN).approve(codes);
            for (var lie : Map.of("user_id", "mallory", "client_id", "another", "scopes", "read write everything")
                    .entrySet()) {
                company.say(lie.getKey(), "\"" + lie.getValue() + "\"");

                oauth(app).poll(codes).refused(503, "temporarily_unavailable");

                company.tell("right");
            }
            oauth(app).poll(codes).json(200);
        }
    }

    @Test
    void switching_to_the_company_and_back_loses_nothing() {
        Reply local;
        Reply external;
        try (var app = start(Map.of())) {
            local = tokensOf(app, Person.ANN);
        }
        try (var app = start(tokens("http_api"))) {
            external = tokensOf(app, Person.ANN);
            assertGood(app, local, external);
            assertThat(refresh(app, local).json(200).text("access_token")).startsWith("company-token-");
        }
        try (var app = start(tokens("local"))) {
            assertGood(app, local, external);
            assertThat(refresh(app, external).json(200).text("access_token")).startsWith("ey");
        }
        try (var app = start(Map.of())) {
            assertGood(app, local, external);
        }
    }

    private void assertGood(AppUnderTest.Shared app, Reply... all) {
        for (var tokens : all) {
            assertThat(oauth(app).tokenInfo(tokens.text("access_token")).status())
                    .isEqualTo(200);
        }
    }
}
