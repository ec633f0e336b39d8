package dev.authgate.server.config;

import dev.authgate.server.service.ServiceProof;
import dev.authgate.server.service.ServiceSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What an operator should know about settings that are allowed but not advised. Said at the start, and by {@code check}. */
public final class Advice {
    /** NIST SP 800-63B-4 section 3.1.1.2, for a password that is the only factor. */
    private static final int ADVISED_PASSWORD_LENGTH = 15;

    private Advice() {}

    /** One line for each such setting. */
    public static List<String> on(Settings settings) {
        var advice = new ArrayList<String>();
        if (!settings.limits()) {
            advice.add("LIMITS is off; guessing passwords and codes is not slowed down; for load tests only");
        }
        if (settings.baseUrl().startsWith("http://")
                && !BaseUrl.isLoopback(URI.create(settings.baseUrl()).getHost())) {
            advice.add("BASE_URL is plain http; tokens and passwords travel in the clear");
        }
        if (settings.tokens().refreshTokens() && !settings.tokens().rotation().on()) {
            advice.add("ENABLE_TOKEN_ROTATION is false; RFC 9700 section 2.2.2 advises rotation for public clients");
        }
        if (settings.external().unasked()) {
            advice.add("HTTP_API_URL is set, but AUTH_MODE is local: nobody is signed in there");
        }
        settings.external().authentication().ifPresent(service -> on(service, "HTTP_API", "passwords", advice));
        settings.external().tokens().ifPresent(service -> on(service, "TOKEN_API", "tokens", advice));
        settings.firstStart()
                .adminPassword()
                .filter(password -> password.codePointCount(0, password.length()) < ADVISED_PASSWORD_LENGTH)
                .ifPresent(password -> advice.add("ADMIN_PASSWORD has fewer than " + ADVISED_PASSWORD_LENGTH
                        + " characters; choose a longer password after signing in"));
        return advice;
    }

    private static void on(ServiceSettings service, String prefix, String what, List<String> advice) {
        if (service.certificates() == ServiceSettings.Certificates.IGNORED) {
            advice.add(prefix + "_INSECURE_SKIP_VERIFY is true; anybody on the way can read " + what
                    + " and pretend to be the service; for tests only");
        }
        if ("http".equalsIgnoreCase(service.url().getScheme())
                && !BaseUrl.isLoopback(service.url().getHost())) {
            advice.add(prefix + "_URL is plain http; " + what + " travel in the clear");
        }
        if (service.proof().mode() != ServiceProof.Mode.NONE) {
            SecretStrength.problem(service.proof().secret())
                    .ifPresent(problem -> advice.add(prefix + "_AUTH_SECRET " + problem));
        }
    }
}
