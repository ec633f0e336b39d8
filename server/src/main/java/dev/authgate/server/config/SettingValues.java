package dev.authgate.server.config;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of each setting: the environment variable, else the file, else the default. An empty value is none.
 *
 * <p>In the file, <code>${NAME}</code> is replaced by the environment variable, or by the setting of that name, and
 * <code>${NAME:-default}</code> by the default when there is neither. The environment is taken as it is.
 */
final class SettingValues {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    private final Map<Setting, String> file;
    private final Map<String, String> environment;

    SettingValues(Map<Setting, String> file, Map<String, String> environment) {
        this.file = Map.copyOf(file);
        this.environment = Map.copyOf(environment);
    }

    Optional<String> find(Setting setting) {
        return find(setting, EnumSet.noneOf(Setting.class));
    }

    private Optional<String> find(Setting setting, Set<Setting> waiting) {
        return variable(setting.name()).or(() -> written(setting, waiting));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private Optional<String> written(Setting setting, Set<Setting> waiting) {
        if (!waiting.add(setting)) {
            throw new WrongSetting(setting, "refers to itself");
        }
        var found = Optional.ofNullable(file.get(setting))
                .map(text -> substituted(setting, text, waiting))
                .filter(value -> !value.isEmpty())
                .or(() -> Optional.of(substituted(setting, setting.standard(), waiting)))
                .filter(value -> !value.isEmpty());
        waiting.remove(setting);
        return found;
    }

    private String substituted(Setting setting, String text, Set<Setting> waiting) {
        var matcher = REFERENCE.matcher(text);
        var result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(referred(setting, matcher, waiting)));
        }
        return matcher.appendTail(result).toString().strip();
    }

    private String referred(Setting setting, Matcher reference, Set<Setting> waiting) {
        var name = reference.group(1);
        return variable(name)
                .or(() -> Setting.ofKey(name.toLowerCase(Locale.ROOT)).flatMap(other -> find(other, waiting)))
                .or(() -> Optional.ofNullable(reference.group(2)))
                .orElseThrow(() -> new WrongSetting(
                        setting,
                        "refers to ${" + name + "}, which is not set; set it, or write ${" + name + ":-default}"));
    }
}
