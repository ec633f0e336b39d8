package dev.authgate.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.CapturedLog;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Every secret that went over the wire in this run, so that the log can be searched for all of them. */
final class ToldSecrets {
    private static final Pattern MEMBER =
            Pattern.compile("\"(?:device_code|user_code|access_token|refresh_token)\":\"([^\"]+)\"");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{8,}");
    private static final Set<String> WORDS = ConcurrentHashMap.newKeySet();
    private static final Set<String> TEXTS = ConcurrentHashMap.newKeySet();

    private ToldSecrets() {}

    /** Takes in the codes, tokens and cookies of an answer. */
    static void in(Reply reply) {
        var members = MEMBER.matcher(reply.body());
        while (members.find()) {
            addWords(members.group(1));
        }
        reply.all("Set-Cookie").forEach(cookie -> addWords(cookie.substring(cookie.indexOf('=') + 1, end(cookie))));
    }

    private static int end(String cookie) {
        var semicolon = cookie.indexOf(';');
        return semicolon < 0 ? cookie.length() : semicolon;
    }

    private static void addWords(String secret) {
        for (var part : List.of(secret.split("\\.", -1))) {
            if (part.length() >= 8) {
                WORDS.add(part);
            }
        }
        WORDS.add(secret.replace("-", ""));
    }

    /** Takes in a password or a client secret. */
    static void add(String text) {
        TEXTS.add(text);
        TEXTS.add(Http.encoded(text));
    }

    static int count() {
        return WORDS.size() + TEXTS.size();
    }

    /** Requirement LOG-01. The first part of a token is the same public header in each, so it counts as well. */
    static void assertNoneLogged() {
        var log = CapturedLog.text();
        var found = new TreeSet<String>();
        var words = WORD.matcher(log);
        while (words.find()) {
            if (WORDS.contains(words.group())) {
                found.add(words.group());
            }
        }
        TEXTS.stream().filter(log::contains).forEach(found::add);
        assertThat(found).as("secrets in the log").isEmpty();
    }
}
