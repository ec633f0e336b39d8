package dev.authgate.sdk.store;

import dev.authgate.sdk.OAuthException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an operating system wants programs to keep what they remember between runs. */
record StateDirectory(String system, String home, Map<String, String> environment) {
    private static final Pattern APPLICATION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    static StateDirectory ofThisMachine() {
        return new StateDirectory(
                System.getProperty("os.name", ""), System.getProperty("user.home", ""), System.getenv());
    }

    Path of(String application) throws OAuthException {
        if (!APPLICATION.matcher(application).matches()) {
            throw new IllegalArgumentException("an application's name for its directory has 1 to 64 letters, digits,"
                    + " dots, dashes and underscores, and begins with a letter or digit");
        }
        return base().resolve(application);
    }

    private Path base() throws OAuthException {
        var name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            var local = absolute("LOCALAPPDATA");
            return local.isPresent()
                    ? local.get()
                    : homePath().resolve("AppData").resolve("Local");
        }
        if (name.startsWith("mac")) {
            return homePath().resolve("Library").resolve("Application Support");
        }
        // The XDG Base Directory Specification: a relative path is invalid and to be ignored.
        var state = absolute("XDG_STATE_HOME");
        return state.isPresent() ? state.get() : homePath().resolve(".local").resolve("state");
    }

    private Optional<Path> absolute(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }

    private Path homePath() throws OAuthException {
        var path = Path.of(home);
        if (!path.isAbsolute()) {
            throw new OAuthException(
                    OAuthException.Code.STORE,
                    "This user has no home directory to keep tokens in; set XDG_STATE_HOME, or choose a directory");
        }
        return path;
    }
}
