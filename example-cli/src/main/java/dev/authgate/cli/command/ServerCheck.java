package dev.authgate.cli.command;

import dev.authgate.cli.settings.Configuration;
import dev.authgate.cli.settings.SettingException;
import dev.authgate.cli.terminal.TimeLeft;
import dev.authgate.sdk.Endpoints;
import dev.authgate.sdk.OAuthClient;
import dev.authgate.sdk.OAuthException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Handshake;

/** Whether the server is one, can be trusted, and has the same time. */
record ServerCheck(Configuration settings, Surroundings around) {
    private static final String STAND_IN = "doctor";
    private static final Duration SHORT = Duration.ofDays(14);
    private static final Duration SKEW = Duration.ofSeconds(30);

    List<Check> run() {
        var checks = new ArrayList<Check>();
        try {
            var issuer = settings.issuer();
            checks.add(discovery(issuer));
            var answer = ServerAnswer.ask(issuer, around.time());
            checks.add(tls(issuer, answer));
            checks.add(clock(answer));
        } catch (SettingException told) {
            return List.of();
        } catch (OAuthException | IllegalArgumentException fault) {
            checks.add(Check.fail("server", fault));
        }
        return checks;
    }

    private Check discovery(URI issuer) throws OAuthException {
        try (var client =
                OAuthClient.builder(issuer, STAND_IN).time(around.time()).build()) {
            return Check.ok("server", words(issuer, client.endpoints()));
        }
    }

    private static String words(URI issuer, Endpoints endpoints) {
        return issuer + " takes device sign-ins"
                + (endpoints.revocation().isPresent() ? ", ends tokens" : ", cannot end tokens")
                + (endpoints.tokenInfo().isPresent() ? ", tells whose they are" : "")
                + (endpoints.longestWait().isZero()
                        ? ""
                        : ", answers at once (waits " + TimeLeft.about(endpoints.longestWait()) + ")");
    }

    private Check tls(URI issuer, ServerAnswer answer) {
        return answer.handshake()
                .map(this::tls)
                .orElseGet(() -> Check.ok("TLS", "not used: " + issuer.getHost() + " is this machine"));
    }

    private Check tls(Handshake handshake) {
        var found = handshake.tlsVersion().javaName() + ", certificate trusted";
        return handshake.peerCertificates().stream()
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .findFirst()
                .map(certificate -> tls(found, certificate.getNotAfter().toInstant()))
                .orElseGet(() -> Check.ok("TLS", found));
    }

    private Check tls(String found, Instant end) {
        var left = Duration.between(around.time().now(), end);
        var words = found + " until " + end;
        return left.compareTo(SHORT) < 0
                ? Check.warn("TLS", words, "It ends soon: tell the server's operator.")
                : Check.ok("TLS", words);
    }

    private Check clock(ServerAnswer answer) {
        var skew = answer.skew();
        if (skew.isEmpty()) {
            return Check.warn(
                    "clock", "the server does not tell the time", "Nothing to do; tokens may seem to end early.");
        }
        var size = skew.get().abs();
        var words = size.compareTo(Duration.ofSeconds(2)) <= 0
                ? "agrees with the server's"
                : TimeLeft.about(size) + (skew.get().isNegative() ? " behind" : " ahead of") + " the server's";
        return size.compareTo(SKEW) > 0
                ? Check.warn("clock", words, "Set this machine's clock (NTP): tokens are checked against the time.")
                : Check.ok("clock", words);
    }
}
