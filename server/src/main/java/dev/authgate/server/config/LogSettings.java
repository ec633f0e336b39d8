package dev.authgate.server.config;

/** How the log is written. */
public record LogSettings(Level level, Format format) {
    /** The least important events that are written. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** One line of text, or one JSON object, an event. */
    public enum Format {
        TEXT,
        JSON
    }
}
