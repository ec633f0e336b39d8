package dev.authgate.server.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells a secret that was drawn at random from one that was copied from a manual or typed on a keyboard. */
final class SecretStrength {
    private static final int LEAST_BYTES = 32;
    private static final int FEWEST_DIFFERENT = 8;
    private static final String ADVICE = "; draw one with: openssl rand -hex 32";

    /** Without punctuation, because samples come with dashes, underscores and blanks. */
    private static final List<String> SAMPLES = List.of(
            "changeme",
            "changethis",
            "changeinproduction",
            "replaceme",
            "replacethis",
            "yoursecret",
            "yoursession",
            "yourjwt",
            "yourhmac",
            "yourshared",
            "yourtoken",
            "your256bit",
            "secrethere",
            "supersecret",
            "defaultsecret",
            "examplesecret",
            "secretsecret",
            "password");

    private SecretStrength() {}

    /** What is wrong with the secret, without showing it; empty when nothing is. */
    static Optional<String> problem(String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < LEAST_BYTES) {
            return Optional.of("has " + bytes + " bytes, and must have at least " + LEAST_BYTES + ADVICE);
        }
        if (isSample(secret)) {
            return Optional.of("is a sample that everybody knows" + ADVICE);
        }
        return isPattern(secret) ? Optional.of("is easy to guess: it repeats or counts" + ADVICE) : Optional.empty();
    }

    private static boolean isSample(String secret) {
        var letters = secret.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return SAMPLES.stream().anyMatch(letters::contains);
    }

    private static boolean isPattern(String secret) {
        return secret.chars().distinct().count() < FEWEST_DIFFERENT || repeats(secret) || counts(secret);
    }

    /** Whether a part of at most half the length comes again and again. */
    private static boolean repeats(String secret) {
        for (var period = 1; period <= secret.length() / 2; period++) {
            if (secret.startsWith(secret.substring(period))) {
                return true;
            }
        }
        return false;
    }

    /** Whether most characters are neighbours of the one before, as in {@code abcdef} or {@code 987654}. */
    private static boolean counts(String secret) {
        var steps = 0;
        for (var i = 1; i < secret.length(); i++) {
            steps += Math.abs(secret.charAt(i) - secret.charAt(i - 1)) <= 1 ? 1 : 0;
        }
        return steps > secret.length() / 2;
    }
}
