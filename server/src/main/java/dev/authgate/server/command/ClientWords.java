package dev.authgate.server.command;

import static java.util.stream.Collectors.joining;

import dev.authgate.server.client.Client;
import dev.authgate.server.config.Durations;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.token.TokenSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A client in the words of the options that make it. */
final class ClientWords {
    private static final String DEFAULT = " (default)";

    private final Client client;

    ClientWords(Client client) {
        this.client = client;
    }

    String type() {
        return client.type().name().toLowerCase(Locale.ROOT);
    }

    String status() {
        return client.enabled() ? "enabled" : "disabled";
    }

    String grants() {
        return client.grantTypes().stream().sorted().map(GrantType::shortName).collect(joining(" "));
    }

    /** Where its tokens are made another way than the server's, in one word each; {@code default} when nowhere. */
    String policy() {
        var own = client.tokenPolicy();
        var differences = new ArrayList<String>();
        if (own.accessTokenLifetime() != null) {
            differences.add("access=" + Durations.written(own.accessTokenLifetime()));
        }
        if (own.refreshTokenLifetime() != null) {
            differences.add("refresh=" + Durations.written(own.refreshTokenLifetime()));
        }
        if (own.rotation() != null) {
            differences.add("rotation=" + onOff(own.rotation()));
        }
        return differences.isEmpty() ? "default" : String.join(",", differences);
    }

    String accessTokenLifetime(TokenSettings settings) {
        return lifetime(client.tokenPolicy().accessTokenLifetime(), settings.accessTokenLifetime());
    }

    String refreshTokenLifetime(TokenSettings settings) {
        return lifetime(client.tokenPolicy().refreshTokenLifetime(), settings.refreshTokenLifetime());
    }

    private static String lifetime(@Nullable Duration own, Duration server) {
        return own == null ? Durations.written(server) + DEFAULT : Durations.written(own);
    }

    String rotation(TokenSettings settings) {
        var own = client.tokenPolicy().rotation();
        return own == null ? onOff(settings.rotation().on()) + DEFAULT : onOff(own);
    }

    static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
