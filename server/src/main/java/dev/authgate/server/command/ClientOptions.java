package dev.authgate.server.command;

import dev.authgate.server.client.TokenPolicy;
import dev.authgate.server.config.Durations;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.Scopes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/** What a client can be told to be; each option may be left out. */
final class ClientOptions {
    static final String NAME = "--name";

    private static final String DEFAULT = "default";
    private static final int LONGEST_NAME = 100;

    private ClientOptions() {}

    static void offer(Subparser parser) {
        parser.addArgument("--scopes").metavar("\"a b\"").help("what it may ask for");
        parser.addArgument("--grants").metavar("\"a b\"").help("how it may ask: device_code, refresh_token");
        parser.addArgument("--status")
                .choices("enabled", "disabled")
                .help("a disabled client gets no tokens, and those that it has do not count");
        parser.addArgument("--access-token-lifetime").metavar("D").help("1s to 24h; default: as JWT_EXPIRATION says");
        parser.addArgument("--refresh-token-lifetime")
                .metavar("D")
                .help(
                        "how long what a user has allowed it lasts, 1s to 3650d; default: as REFRESH_TOKEN_EXPIRATION says");
        parser.addArgument("--rotation")
                .choices("on", "off", DEFAULT)
                .help("whether each refresh replaces the refresh token; default: as ENABLE_TOKEN_ROTATION says");
        parser.addArgument("--verification-uri-complete")
                .choices("on", "off")
                .help("whether it is given the link that carries the user code");
    }

    static Optional<String> name(Namespace words) {
        return typed(words, NAME).map(String::strip).map(name -> {
            if (name.isEmpty()
                    || name.length() > LONGEST_NAME
                    || name.codePoints().anyMatch(Character::isISOControl)) {
                throw new WrongUse("--name: 1 to " + LONGEST_NAME + " characters, without control characters");
            }
            return name;
        });
    }

    static Optional<Scopes> scopes(Namespace words) {
        try {
            return typed(words, "--scopes").map(Scopes::parse);
        } catch (OAuthException e) {
            throw new WrongUse("--scopes: " + e.getMessage());
        }
    }

    static Optional<Set<GrantType>> grants(Namespace words) {
        return typed(words, "--grants").map(text -> Arrays.stream(text.strip().split("\\s+"))
                .map(ClientOptions::grant)
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static GrantType grant(String word) {
        return GrantType.ofShortName(word)
                .orElseThrow(() -> new WrongUse("--grants: \"" + Printable.of(word)
                        + "\" is not known; allowed: device_code, refresh_token, or both with a space between"));
    }

    static Optional<Boolean> enabled(Namespace words) {
        return typed(words, "--status").map("enabled"::equals);
    }

    static Optional<Boolean> verificationUriComplete(Namespace words) {
        return typed(words, "--verification-uri-complete").map("on"::equals);
    }

    /** The policy, where something else was typed than there is. */
    static TokenPolicy policy(Namespace words, TokenPolicy before) {
        return new TokenPolicy(
                lifetime(
                        words,
                        "--access-token-lifetime",
                        before.accessTokenLifetime(),
                        TokenPolicy.LONGEST_ACCESS_TOKEN),
                lifetime(words, "--refresh-token-lifetime", before.refreshTokenLifetime(), TokenPolicy.LONGEST_GRANT),
                rotation(words, before.rotation()));
    }

    private static @Nullable Duration lifetime(
            Namespace words, String option, @Nullable Duration before, Duration longest) {
        var text = typed(words, option);
        if (text.isEmpty()) {
            return before;
        }
        return text.get().equals(DEFAULT)
                ? null
                : duration(option, text.get(), Duration.ofSeconds(1), longest, ", or default for the server's own");
    }

    /**
     * A duration within limits.
     *
     * @param orElse what else may be written, for the message
     */
    static Duration duration(String option, String text, Duration least, Duration most, String orElse) {
        var shown = option + ": \"" + Printable.of(text) + "\" ";
        var duration = Durations.parse(text)
                .orElseThrow(() -> new WrongUse(
                        shown + "is not a duration; write a number and a unit, such as 10s, 30m, 720h or 7d" + orElse));
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new WrongUse(shown + "is out of range; allowed: " + Durations.written(least) + " to "
                    + Durations.written(most) + orElse);
        }
        return duration;
    }

    private static @Nullable Boolean rotation(Namespace words, @Nullable Boolean before) {
        var text = typed(words, "--rotation");
        if (text.isEmpty()) {
            return before;
        }
        return text.get().equals(DEFAULT) ? null : Boolean.valueOf(text.get().equals("on"));
    }

    /** What was typed for an option; argparse keeps it under the name without dashes. */
    static Optional<String> typed(Namespace words, String option) {
        return Optional.ofNullable(words.getString(option.substring(2).replace('-', '_')));
    }
}
