package dev.authgate.cli.settings;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be set. Its name is that of the environment variable and of the line in the file. */
public enum Setting {
    /** The server's issuer. */
    AUTHGATE_URL("--url", "http://localhost:8080"),
    /** The id that this program has at the server. */
    CLIENT_ID("--client-id", ""),
    /** Which of several accounts. */
    AUTHGATE_PROFILE("--profile", "default"),
    /** Where tokens are kept. */
    AUTHGATE_STORE("--store", "file"),
    /** What to ask for at the sign-in. */
    AUTHGATE_SCOPES("--scope", ""),
    /** Where tokens may be sent beside the server. */
    AUTHGATE_ALLOWED_HOSTS("--allow-host", "");

    private final String flag;
    private final String standard;

    Setting(String flag, String standard) {
        this.flag = flag;
        this.standard = standard;
    }

    /** The option of the same meaning. */
    public String flag() {
        return flag;
    }

    /** What holds when nobody says anything; may be empty. */
    public String standard() {
        return standard;
    }

    static Optional<Setting> named(String name) {
        return Arrays.stream(values())
                .filter(setting -> setting.name().equals(name))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Setting::name).collect(Collectors.joining(", "));
    }
}
