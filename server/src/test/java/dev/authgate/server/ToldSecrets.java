package dev.authgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Every code, token, cookie, password and secret that servers of this run were told or told somebody, so that databases
 * and logs can be searched for all of them.
 */
public final class ToldSecrets {
    private static final Pattern MEMBER =
            Pattern.compile("\"(?:device_code|user_code|access_token|refresh_token|client_secret)\":\"([^\"]+)\"");
    private static final Pattern HIDDEN = Pattern.compile("name=\"(?:csrf_token|ticket)\" value=\"([^\"]+)\"");
    private static final Pattern TYPED =
            Pattern.compile("(?:^|&)(?:password|current_password|new_password|client_secret)=([^&]+)");
    private static final Pattern DRAWN = Pattern.compile("Password +(\\S+) +\\(shown this once\\)");
    /** Not the password of the database: that of the tests' own is a word that stands in its address, too. */
    private static final List<String> SECRET_SETTINGS =
            List.of("ADMIN_PASSWORD", "JWT_SECRET", "JWT_SECRET_PREVIOUS", "SESSION_SECRET", "SESSION_SECRET_PREVIOUS");

    private static final Set<String> ALL = ConcurrentHashMap.newKeySet();

    private static volatile boolean listening = true;

    private ToldSecrets() {}

    /** For programs that measure, and must not collect what a million requests were answered. */
    public static void stopListening() {
        listening = false;
    }

    /** Takes in what the body of an answer holds: codes and tokens, and what protects its forms. */
    public static void inAnswer(String body) {
        for (var pattern : List.of(MEMBER, HIDDEN)) {
            pattern.matcher(body).results().forEach(found -> addToken(found.group(1)));
        }
    }

    /** Takes in the value of a {@code Set-Cookie} header. */
    public static void inCookie(String header) {
        var end = header.indexOf(';');
        addToken(header.substring(header.indexOf('=') + 1, end < 0 ? header.length() : end));
    }

    /** Takes in the passwords and client secrets of a form. */
    public static void inForm(String form) {
        TYPED.matcher(form).results().forEach(found -> addForm(found.group(1)));
    }

    private static void addForm(String encoded) {
        try {
            add(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            add(encoded);
        }
    }

    /** Takes in the value of an {@code Authorization} header. */
    public static void inAuthorization(String header) {
        addToken(header.substring(header.indexOf(' ') + 1));
    }

    /** Takes in the secrets among the settings of a server. */
    public static void inSettings(Map<String, String> settings) {
        SECRET_SETTINGS.stream()
                .filter(settings::containsKey)
                .forEach(setting -> add(settings.getOrDefault(setting, "")));
    }

    /** Takes in the password that a first start has drawn and printed. */
    public static void inBanner(String banner) {
        DRAWN.matcher(banner).results().forEach(found -> add(found.group(1)));
    }

    /** What is signed counts by its last part too, a user code also without its dash. */
    private static void addToken(String token) {
        remember(token);
        remember(token.substring(token.lastIndexOf('.') + 1));
        remember(token.replace("-", ""));
    }

    /** Takes in a password or another secret, as it is and as it is sent. */
    public static void add(String secret) {
        remember(secret);
        remember(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        remember(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }

    /** Shorter texts may well stand anywhere. */
    private static void remember(String text) {
        if (listening && text.length() >= TextSearch.SHORTEST) {
            ALL.add(text);
        }
    }

    public static int count() {
        return ALL.size();
    }

    /** Searches something that was written down. */
    public static void assertNoneIn(String what, byte[] written) {
        assertThat(new TextSearch(ALL).in(written)).as("secrets in %s", what).isEmpty();
    }

    /** Requirement LOG-01: searches all that servers in this process have logged. */
    public static void assertNoneLogged() {
        assertNoneIn("the log", CapturedLog.text().getBytes(StandardCharsets.UTF_8));
    }
}
