package dev.authgate.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.oauth.Seal;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.user.Role;
import dev.authgate.server.user.User;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The session cookie")
class SessionCookieTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final URI HTTPS = URI.create("https://auth.example");
    private static final URI HTTP = URI.create("http://localhost:8080");
    private static final SessionSettings SETTINGS = new SessionSettings(Duration.ofDays(7), Duration.ofHours(12));
    private static final MasterSecret SECRET = MasterSecret.of("a secret of at least thirty-two bytes");

    private final SessionCookie cookies = new SessionCookie(SECRET, HTTPS, SETTINGS);
    private final BrowserCookie anonymous = BrowserCookie.anonymous(new Secrets(), NOON);
    private final BrowserCookie signedIn = signedIn();

    private static BrowserCookie signedIn() {
        var id = new Secrets().next();
        var user = User.local("u1", "alice", "hash", Role.USER, NOON);
        var session = new Session(SecretHash.of(id), "u1", NOON, NOON, NOON.plus(SETTINGS.lifetime()));
        return BrowserCookie.signedIn(new StartedSession(session, id, user));
    }

    @Nested
    @DisplayName("RFC 6265 section 4.1: Set-Cookie")
    class SetCookie {
        @Test
        void over_https_is_bound_to_the_host_and_secure() {
            assertThat(cookies.name()).isEqualTo("__Host-authgate_session");
            assertThat(cookies.set(signedIn))
                    .matches("__Host-authgate_session=[A-Za-z0-9_-]{108}"
                            + "; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=604800");
        }

        @Test
        void over_http_is_neither() {
            var plain = new SessionCookie(SECRET, HTTP, SETTINGS);

            assertThat(plain.name()).isEqualTo("authgate_session");
            assertThat(plain.set(signedIn))
                    .matches("authgate_session=[A-Za-z0-9_-]{108}; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800");
        }

        @Test
        void of_an_anonymous_browser_ends_with_it() {
            assertThat(cookies.set(anonymous)).doesNotContain("Max-Age").doesNotContain("Domain");
        }

        @Test
        void removes_the_cookie_with_the_same_attributes() {
            assertThat(cookies.clear())
                    .isEqualTo("__Host-authgate_session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
        }

        @Test
        void shows_nothing_of_what_it_holds() {
            var decoded = new String(Base64.getUrlDecoder().decode(valueOf(signedIn)), StandardCharsets.ISO_8859_1);

            assertThat(decoded).doesNotContain(signedIn.id());
            assertThat(signedIn.toString()).doesNotContain(signedIn.id());
            assertThat(valueOf(signedIn)).isNotEqualTo(valueOf(signedIn));
        }
    }

    @Nested
    @DisplayName("reading")
    class Reading {
        @Test
        void gives_back_what_was_written() {
            assertThat(cookies.read(valueOf(anonymous), NOON)).contains(anonymous);
            assertThat(cookies.read(valueOf(signedIn), NOON)).contains(signedIn);
            assertThat(signedIn.isSignedIn()).isTrue();
            assertThat(anonymous.isSignedIn()).isFalse();
        }

        @Test
        void fails_for_each_changed_character() {
            var value = valueOf(signedIn);

            for (int i = 0; i < value.length(); i++) {
                for (var other : "AB_9".toCharArray()) {
                    var changed = value.substring(0, i) + other + value.substring(i + 1);
                    if (other != value.charAt(i)) {
                        assertThat(cookies.read(changed, NOON))
                                .as("character %d", i)
                                .isEmpty();
                    }
                }
            }
        }

        @Test
        void fails_for_each_changed_bit() {
            var bytes = Base64.getUrlDecoder().decode(valueOf(signedIn));

            for (int bit = 0; bit < 8 * bytes.length; bit++) {
                var changed = bytes.clone();
                changed[bit / 8] ^= (byte) (1 << (bit % 8));
                assertThat(cookies.read(Base64.getUrlEncoder().encodeToString(changed), NOON))
                        .as("bit %d", bit)
                        .isEmpty();
            }
        }

        @Test
        void fails_for_each_shortened_or_lengthened_text() {
            var value = valueOf(signedIn);

            for (int length = 0; length < value.length(); length++) {
                assertThat(cookies.read(value.substring(0, length), NOON)).isEmpty();
            }
            assertThat(cookies.read(value + "AAAA", NOON)).isEmpty();
            assertThat(cookies.read(value + "=", NOON)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "=", "====", "\u0000", "\ud800", "\u00e9", "a b", "%00", "AQ", "{}", "null"})
        void fails_for_garbage_without_an_exception(String garbage) {
            assertThat(cookies.read(garbage, NOON)).isEmpty();
            assertThat(cookies.read(garbage.repeat(1000), NOON)).isEmpty();
        }

        @Test
        void fails_for_what_was_sealed_with_the_key_but_is_no_cookie() {
            var seal = new Seal(SECRET, "authgate session cookie");

            assertThat(cookies.read(seal.seal(new byte[3]), NOON)).isEmpty();
            assertThat(cookies.read(seal.seal(new byte[52]), NOON)).isEmpty();
        }

        @Test
        void fails_when_the_cookie_is_older_than_a_session_can_be() {
            var value = valueOf(signedIn);

            assertThat(cookies.read(value, NOON.plus(Duration.ofDays(7)).minusSeconds(1)))
                    .isPresent();
            assertThat(cookies.read(value, NOON.plus(Duration.ofDays(7)))).isEmpty();
            assertThat(cookies.read(valueOf(anonymous), NOON.plus(Duration.ofDays(1))))
                    .isEmpty();
        }

        @Test
        void bears_with_clocks_of_other_nodes_that_differ_a_little() {
            var value = valueOf(signedIn);

            assertThat(cookies.read(value, NOON.minusSeconds(299))).isPresent();
            assertThat(cookies.read(value, NOON.minusSeconds(300))).isEmpty();
        }
    }

    @Nested
    @DisplayName("changing SESSION_SECRET")
    class Rotation {
        private static final String OTHER = "another secret of at least 32 bytes";

        @Test
        void keeps_the_cookies_while_the_old_secret_is_known() {
            var rotated =
                    new SessionCookie(MasterSecret.of(OTHER, "a secret of at least thirty-two bytes"), HTTPS, SETTINGS);

            assertThat(rotated.read(valueOf(signedIn), NOON)).contains(signedIn);
        }

        @Test
        void ends_them_otherwise() {
            var changed = new SessionCookie(MasterSecret.of(OTHER), HTTPS, SETTINGS);

            assertThat(changed.read(valueOf(signedIn), NOON)).isEmpty();
        }

        @Test
        void never_writes_with_the_old_secret() {
            var rotated =
                    new SessionCookie(MasterSecret.of(OTHER, "a secret of at least thirty-two bytes"), HTTPS, SETTINGS);
            var value = rotated.set(signedIn).replaceAll("^[^=]*=|;.*$", "");

            assertThat(new SessionCookie(MasterSecret.of(OTHER), HTTPS, SETTINGS).read(value, NOON))
                    .contains(signedIn);
            assertThat(cookies.read(value, NOON)).isEmpty();
        }
    }

    @Test
    void forms_are_bound_to_the_id_in_the_cookie() {
        assertThat(anonymous.csrfToken().value()).isEqualTo(new CsrfToken(anonymous.id()).value());
    }

    @Test
    void settings_without_any_time_cannot_be_made() {
        assertThatThrownBy(() -> new SessionSettings(Duration.ZERO, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionSettings(Duration.ofHours(-1), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionSettings(Duration.ofHours(1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionSettings(Duration.ofHours(1), Duration.ofHours(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String valueOf(BrowserCookie cookie) {
        return cookies.set(cookie).replaceAll("^[^=]*=|;.*$", "");
    }
}
