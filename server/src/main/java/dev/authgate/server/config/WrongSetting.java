package dev.authgate.server.config;

/** The configuration cannot be used. The message is one line that names the setting, the value and what is allowed. */
public final class WrongSetting extends RuntimeException {
    public WrongSetting(Setting setting, String problem) {
        this(setting.name(), problem);
    }

    /** For what is wrong with the file rather than with one setting. */
    public WrongSetting(String place, String problem) {
        // A refusal has no stack trace: the line says all there is to say.
        super(place + ": " + problem, null, false, false);
    }

    /** Names the setting and its value, which is left out when it is a secret. */
    static WrongSetting value(Setting setting, String value, String problem) {
        return new WrongSetting(setting, setting.shown(value) + " " + problem);
    }
}
