package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.KIOSK;
import static dev.authgate.server.conformance.AppUnderTest.RADIO;
import static dev.authgate.server.conformance.AppUnderTest.TV;
import static dev.authgate.server.conformance.OAuth.REVOKE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Race;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.8: POST /oauth/revoke (RFC 7009)")
class RevocationRequestTest {
    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    private final OAuth oauth = APP.oauth();
    private final Reply tokens = APP.tokens(Person.ANN, TV);
    private final String access = tokens.text("access_token");
    private final String refresh = tokens.text("refresh_token");

    private Reply revoked(Reply answer) {
        return answer.json(200);
    }

    /** The answer to a device flow of the confidential client. */
    private static Reply kioskTokens() {
        var codes = APP.kiosk().device().json(200);
        APP.browser()
                .signIn(Person.ANN)
                .approve(new OAuth.Codes(KIOSK, codes.text("device_code"), codes.text("user_code")));
        return APP.kiosk()
                .token("grant_type", OAuth.DEVICE_CODE_GRANT, "device_code", codes.text("device_code"))
                .json(200);
    }

    @Test
    @Tag("RV-01")
    @Tag("RV-13")
    void ends_an_access_token_at_once_and_that_one_alone() {
        var other = APP.accessToken();

        revoked(oauth.revoke("token", access, "client_id", TV));

        APP.assertDead(access);
        APP.assertAlive(other);
        oauth.refresh(TV, refresh).json(200);
    }

    @Test
    @Tag("RV-02")
    void of_an_unknown_token_is_no_error() {
        revoked(oauth.revoke("token", "unknown", "client_id", TV));
        revoked(oauth.revoke("token", "unknown"));
    }

    @Test
    @Tag("RV-03")
    @Tag("RV-15")
    void needs_a_token_and_an_empty_one_is_none() {
        oauth.revoke("client_id", TV).refused("invalid_request");
        oauth.revoke("token", "", "client_id", TV).refused("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh_token", "access_token", "zzz", ""})
    @Tag("RV-04")
    @Tag("RV-05")
    @Tag("RV-07")
    void of_a_refresh_token_ends_everything_that_came_of_it_whatever_the_hint(String hint) {
        var next = oauth.refresh(TV, refresh).json(200).text("access_token");

        revoked(oauth.revoke("token", refresh, "token_type_hint", hint, "client_id", TV));

        oauth.refresh(TV, refresh).refused("invalid_grant");
        APP.assertDead(access);
        APP.assertDead(next);
        APP.assertUnknown(refresh);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh_token", "access_token", "zzz", ""})
    @Tag("RV-06")
    @Tag("RV-07")
    void of_an_access_token_works_whatever_the_hint(String hint) {
        revoked(oauth.revoke("token", access, "token_type_hint", hint, "client_id", TV));

        APP.assertDead(access);
    }

    @Test
    @Tag("RV-08")
    void leaves_the_tokens_of_another_client_alone() {
        revoked(oauth.revoke("token", access, "client_id", RADIO));
        revoked(oauth.revoke("token", refresh, "client_id", RADIO));
        revoked(APP.kiosk().revoke("token", refresh));

        APP.assertAlive(access);
        oauth.refresh(TV, refresh).json(200);
    }

    @Test
    @Tag("RV-09")
    void is_a_post() {
        var answer = APP.http().get(REVOKE + "?token=" + access + "&client_id=" + TV);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
        APP.assertAlive(access);
    }

    @Test
    @Tag("RV-10")
    void can_be_repeated() {
        for (var token : new String[] {access, access, refresh, refresh}) {
            revoked(oauth.revoke("token", token, "client_id", TV));
        }
    }

    @Test
    @Tag("RV-11")
    void of_two_tokens_is_refused_and_ends_neither() {
        oauth.revoke("token", access, "token", refresh, "client_id", TV).refused("invalid_request");

        APP.assertAlive(access);
    }

    @Test
    @Tag("RV-12")
    void by_a_client_with_a_wrong_secret_is_refused() {
        APP.oauth().basic(KIOSK, "wrong").revoke("token", "x").unauthorized("invalid_client");
        oauth.revoke("token", "x", "client_id", KIOSK).unauthorized("invalid_client");
        oauth.revoke("token", "x", "client_id", "nobody").unauthorized("invalid_client");
    }

    @Test
    @Tag("RV-14")
    void by_many_at_once_succeeds_for_all() throws Exception {
        var answers = Race.run(runner -> oauth.revoke("token", refresh, "client_id", TV));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        APP.assertDead(access);
    }

    @Test
    void without_a_client_ends_a_public_clients_token_and_leaves_a_confidential_clients_alone() {
        var kiosk = kioskTokens();

        revoked(oauth.revoke("token", refresh));
        revoked(oauth.revoke("token", kiosk.text("refresh_token")));
        revoked(oauth.revoke("token", kiosk.text("access_token")));

        APP.assertDead(access);
        APP.assertAlive(kiosk.text("access_token"));

        revoked(APP.kiosk().revoke("token", kiosk.text("refresh_token")));
        APP.assertDead(kiosk.text("access_token"));
    }

    @Test
    void is_final() {
        revoked(oauth.revoke("token", refresh, "client_id", TV));

        assertThat(APP.query("SELECT status FROM grants g JOIN refresh_tokens t ON t.grant_id = g.id WHERE t.hash = '"
                        + SecretHash.of(refresh).value() + "'"))
                .isEqualTo("revoked|\n");
        oauth.refresh(TV, refresh).refused("invalid_grant");
    }
}
