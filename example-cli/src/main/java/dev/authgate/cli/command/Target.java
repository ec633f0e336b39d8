package dev.authgate.cli.command;

import dev.authgate.cli.settings.Configuration;
import dev.authgate.cli.settings.ConfigurationFile;
import dev.authgate.cli.settings.Setting;
import dev.authgate.cli.settings.SettingException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all commands share: at which server, as whom, and how the results look. */
final class Target {
    @Option(names = "--url", paramLabel = "URL", description = "The server. Else AUTHGATE_URL.")
    private @Nullable String url;

    @Option(names = "--client-id", paramLabel = "ID", description = "This program's id there. Else CLIENT_ID.")
    private @Nullable String clientId;

    @Option(names = "--profile", paramLabel = "NAME", description = "Which account. Else AUTHGATE_PROFILE.")
    private @Nullable String profile;

    @Option(
            names = "--store",
            paramLabel = "PLACE",
            description = "Where tokens are kept: file (default), keychain, auto, working-directory or memory. Else"
                    + " AUTHGATE_STORE.")
    private @Nullable String store;

    @Option(names = "--config", paramLabel = "FILE", description = "A file of settings instead of the usual one.")
    private @Nullable Path config;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tell more on standard error; never a token.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    @SuppressWarnings("unused") // picocli looks at the option itself.
    private boolean help;

    Form form() {
        return json ? Form.JSON : Form.WORDS;
    }

    boolean isVerbose() {
        return verbose;
    }

    Configuration configuration(Surroundings around) throws SettingException {
        return configuration(around, Map.of());
    }

    /** The settings, with those that one command alone has options for. */
    Configuration configuration(Surroundings around, Map<Setting, List<String>> more) throws SettingException {
        var flags = new EnumMap<Setting, String>(Setting.class);
        put(flags, Setting.AUTHGATE_URL, url);
        put(flags, Setting.CLIENT_ID, clientId);
        put(flags, Setting.AUTHGATE_PROFILE, profile);
        put(flags, Setting.AUTHGATE_STORE, store);
        more.forEach((setting, words) -> put(flags, setting, String.join(" ", words)));
        return new Configuration(flags, around.environment(), file(around));
    }

    private static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
        if (value != null) {
            flags.put(setting, value);
        }
    }

    private ConfigurationFile file(Surroundings around) throws SettingException {
        return config == null
                ? ConfigurationFile.readIfThere(around.machine().configuration().file())
                        .orElse(ConfigurationFile.NONE)
                : ConfigurationFile.read(config);
    }

    /** Where the file of settings is, or would be. */
    Path place(Surroundings around) {
        return config == null ? around.machine().configuration().file() : config;
    }
}
