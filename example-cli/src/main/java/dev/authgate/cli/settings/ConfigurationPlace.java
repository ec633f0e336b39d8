package dev.authgate.cli.settings;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the file of settings is, when no flag names one. Never the directory of the moment: a project that somebody
 * else wrote must not choose where a person signs in.
 *
 * @param environment the environment variables
 * @param system the operating system's name, as Java tells it
 * @param home the person's own directory
 */
public record ConfigurationPlace(Map<String, String> environment, String system, Path home) {
    private static final String APPLICATION = "authgate-cli";

    /** The file, whether or not it is there. */
    public Path file() {
        return directory().resolve("config");
    }

    private Path directory() {
        if (system.startsWith("Windows")) {
            return of("APPDATA", home.resolve("AppData").resolve("Roaming"));
        }
        if (system.startsWith("Mac")) {
            return home.resolve("Library").resolve("Application Support").resolve(APPLICATION);
        }
        return of("XDG_CONFIG_HOME", home.resolve(".config"));
    }

    /** The XDG Base Directory Specification: a relative path is invalid and to be ignored. */
    private Path of(String variable, Path otherwise) {
        var named = Path.of(environment.getOrDefault(variable, ""));
        return (named.isAbsolute() ? named : otherwise).resolve(APPLICATION);
    }
}
