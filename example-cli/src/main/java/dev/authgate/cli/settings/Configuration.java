package dev.authgate.cli.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The settings: a flag wins over the environment, that over the file, that over the default. What is empty is not set.
 * Each is checked when it is asked for, so that a command needs only what it uses.
 *
 * @param flags what was typed
 * @param environment the environment variables
 * @param file what the file says
 */
public record Configuration(Map<Setting, String> flags, Map<String, String> environment, ConfigurationFile file) {
    /** What holds for a setting, if anything does. */
    public Optional<Value> value(Setting setting) {
        var flag = flags.getOrDefault(setting, "");
        if (!flag.isEmpty()) {
            return Optional.of(new Value(flag, setting.flag()));
        }
        var variable = environment.getOrDefault(setting.name(), "");
        if (!variable.isEmpty()) {
            return Optional.of(new Value(variable, "environment variable " + setting.name()));
        }
        return Optional.ofNullable(file.values().get(setting))
                .filter(value -> !value.text().isEmpty())
                .or(() -> setting.standard().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Value(setting.standard(), "the default")));
    }

    /** A setting with its value and its source, for a message. */
    public String told(Setting setting) {
        return value(setting)
                .map(value -> setting + " is " + value.text() + " (from " + value.source() + ")")
                .orElse(setting + " is not set");
    }

    private Value required(Setting setting, String where) throws SettingException {
        return value(setting)
                .orElseThrow(() -> new SettingException(setting + " is not set: give " + setting.flag()
                        + ", set the environment variable, or write it into the configuration file; " + where));
    }

    /** The server. */
    public URI issuer() throws SettingException {
        var value = required(Setting.AUTHGATE_URL, "it is the server's address");
        try {
            return new URI(value.text());
        } catch (URISyntaxException e) {
            throw value.wrong("\"" + value.text() + "\" is not an address");
        }
    }

    /** The id of this program at the server. */
    public String clientId() throws SettingException {
        return required(Setting.CLIENT_ID, "the server's first start prints it as \"CLI client\"")
                .text();
    }

    /** Which account. */
    public String profile() throws SettingException {
        var value = required(Setting.AUTHGATE_PROFILE, "it names an account");
        if (value.text().isBlank() || value.text().length() > 64) {
            throw value.wrong("A profile has 1 to 64 letters");
        }
        return value.text();
    }

    /** Where tokens are kept. */
    public StorePlace store() throws SettingException {
        var value = required(Setting.AUTHGATE_STORE, "it says where tokens are kept");
        return StorePlace.of(value.text())
                .orElseThrow(() ->
                        value.wrong("There is no store \"" + value.text() + "\": choose one of " + StorePlace.words()));
    }

    /** What to ask for; nothing means what the server gives by itself. */
    public List<String> scopes() {
        return words(Setting.AUTHGATE_SCOPES);
    }

    /** The hosts that may get tokens beside the server's own, with a port unless it is the usual one. */
    public TreeSet<String> allowedHosts() {
        return new TreeSet<>(words(Setting.AUTHGATE_ALLOWED_HOSTS));
    }

    private List<String> words(Setting setting) {
        return value(setting)
                .map(value -> Arrays.stream(value.text().split("[\\s,]+"))
                        .filter(word -> !word.isEmpty())
                        .toList())
                .orElse(List.of());
    }
}
