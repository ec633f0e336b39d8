package dev.authgate.cli.settings;

/** A setting that is missing or cannot be right. Its message says which, where it came from and what is allowed. */
public final class SettingException extends Exception {
    private static final long serialVersionUID = 1L;

    SettingException(String message) {
        super(message);
    }
}
