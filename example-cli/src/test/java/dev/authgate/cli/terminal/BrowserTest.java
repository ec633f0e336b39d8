package dev.authgate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Whether and how a browser is opened")
class BrowserTest {
    private static final URI PAGE = URI.create("https://auth.example.com/device?user_code=BCDF-GHJK");
    private static final Map<String, String> DESK = Map.of("DISPLAY", ":0");

    private static Browser browser(Map<String, String> environment, String system, boolean container) {
        return Browser.of(new Browser.Facts(environment, system, container));
    }

    static Stream<Arguments> here() {
        return Stream.of(
                arguments(DESK, "Linux", List.of("xdg-open", PAGE.toString())),
                arguments(Map.of("WAYLAND_DISPLAY", "wayland-0"), "Linux", List.of("xdg-open", PAGE.toString())),
                arguments(Map.of("WSL_DISTRO_NAME", "Debian"), "Linux", List.of("wslview", PAGE.toString())),
                arguments(Map.of(), "Mac OS X", List.of("open", PAGE.toString())),
                arguments(Map.of(), "Windows 11", List.of("rundll32", "url.dll,FileProtocolHandler", PAGE.toString())),
                arguments(Map.of("BROWSER", "firefox"), "Linux", List.of("firefox", PAGE.toString())),
                arguments(
                        Map.of("BROWSER", "firefox --new-window %s:w3m"),
                        "Linux",
                        List.of("firefox", "--new-window", PAGE.toString())),
                arguments(
                        Map.of("BROWSER", "code-open", "SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22"),
                        "Linux",
                        List.of("code-open", PAGE.toString())),
                arguments(Map.of("DISPLAY", ":0", "CI", "false"), "Linux", List.of("xdg-open", PAGE.toString())));
    }

    @ParameterizedTest
    @MethodSource("here")
    void is_started_with_the_address_as_one_word(Map<String, String> environment, String system, List<String> words) {
        var browser = browser(environment, system, false);

        assertThat(browser).isInstanceOf(Browser.Found.class);
        assertThat(((Browser.Found) browser).opening(PAGE)).isEqualTo(words);
        assertThat(browser.finding()).isEqualTo(words.get(0));
    }

    static Stream<Arguments> notHere() {
        return Stream.of(
                arguments(Map.of(), "Linux", false, "there is no display"),
                arguments(Map.of("DISPLAY", ":0", "SSH_TTY", "/dev/pts/1"), "Linux", false, "this is an ssh session"),
                arguments(Map.of("SSH_CONNECTION", "a b c d"), "Mac OS X", false, "this is an ssh session"),
                arguments(DESK, "Linux", true, "this is a container"),
                arguments(Map.of("DISPLAY", ":0", "CI", "true", "BROWSER", "x"), "Linux", false, "this is a CI job"),
                arguments(Map.of("DISPLAY", ":0", "BROWSER", "none"), "Linux", false, "BROWSER says so"),
                arguments(Map.of("DISPLAY", ":0", "BROWSER", ":w3m"), "Linux", false, "BROWSER says so"));
    }

    @ParameterizedTest
    @MethodSource("notHere")
    void is_left_alone_where_nobody_would_see_it(
            Map<String, String> environment, String system, boolean container, String why) {
        assertThat(browser(environment, system, container)).isEqualTo(new Browser.None(why));
        assertThat(browser(environment, system, container).finding()).isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({
        "https://auth.example.com/device, true",
        "http://localhost:8080/device, true",
        "http://127.0.0.1/device, true",
        "http://[::1]:8080/device, true",
        "http://auth.example.com/device, false",
        "file:///etc/passwd, false",
        "javascript:alert(1), false",
        "ftp://localhost/x, false",
        "http://127.0.0.1.example.com/, false"
    })
    void opens_no_address_that_could_start_something_else(URI address, boolean safe) {
        assertThat(Browser.isSafe(address)).isEqualTo(safe);
    }

    @Test
    void an_address_with_the_letters_of_a_shell_stays_one_word() {
        var nasty = URI.create("https://auth.example.com/device?a=1&b=$(id);c='x'");

        assertThat(new Browser.Found(List.of("xdg-open")).opening(nasty)).containsExactly("xdg-open", nasty.toString());
    }
}
