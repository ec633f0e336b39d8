package dev.authgate.cli.settings;

/**
 * What a setting is, and who said so.
 *
 * @param text its value
 * @param source a flag, a variable, or a line of a file, as a message names it
 */
public record Value(String text, String source) {
    SettingException wrong(String why) {
        return new SettingException(why + " (from " + source + ")");
    }
}
