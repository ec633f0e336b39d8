package dev.authgate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9700 section 4.11: Open Redirection")
class SafeRedirectTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/device",
                "/device?user_code=BCDF-GHJK",
                "/device?user_code=BCDF+GHJK&x=%C3%A9",
                "/account/sessions",
                "/account/sessions?page=2#top",
                "/device?next=https://evil.example/",
                "/login-help",
                "/@user",
                "/a:b"
            })
    void a_path_of_this_server_is_followed(String target) {
        assertThat(SafeRedirect.to(target)).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "device",
                "./device",
                "?x",
                "#x",
                "https://evil.example/",
                "HTTPS://evil.example/",
                "https:evil",
                "https:/evil.example",
                "//evil.example",
                "///evil.example",
                "//user@evil.example",
                "user@evil.example",
                "/\\evil.example",
                "\\/evil.example",
                "\\\\evil.example",
                "/device\\..\\evil",
                "javascript:alert(1)",
                "data:text/html,x",
                "/\t/evil.example",
                "/%09/evil.example",
                "/%0d%0aSet-Cookie:x=y",
                "/device\r\nSet-Cookie: x=y",
                "/device?x=%0D%0A",
                "/device?x=%00",
                "/%5Cevil.example",
                "/%5cevil.example",
                "/%2Fevil.example",
                "/%2f%2fevil.example",
                "/.//evil.example",
                "/..//evil.example",
                "/a/../../evil",
                "/%2e%2e/evil",
                "/device/..",
                "/device/./x",
                "/a//b",
                "/de vice",
                "/d\u00e9vice",
                "/\u2028",
                "/\u007f",
                "/%",
                "/%zz",
                "/device?x=%",
                "/device?x=<script>",
                "/\ud800"
            })
    void everything_else_leads_to_the_device_page(String target) {
        assertThat(SafeRedirect.to(target)).isEqualTo("/device");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/login", "/login?redirect=/device", "/login/", "/login/x", "/login;a=b", "/%6cogin", "/logout"})
    void what_would_lead_back_to_signing_in_or_out_leads_to_the_device_page(String target) {
        assertThat(SafeRedirect.to(target)).isEqualTo("/device");
    }

    @Test
    void two_thousand_characters_are_followed_and_one_more_is_not() {
        var longest = "/" + "a".repeat(1999);

        assertThat(SafeRedirect.to(longest)).isEqualTo(longest);
        assertThat(SafeRedirect.to(longest + "a")).isEqualTo("/device");
    }
}
