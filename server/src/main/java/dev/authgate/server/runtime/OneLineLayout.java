package dev.authgate.server.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * One event, one line, so that nobody can write a line of the log by putting a line break into a name. A fault (ERROR)
 * is followed by its stack trace, indented so that no line of it looks like an event.
 */
final class OneLineLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final String REQUEST_ID = "requestId";

    @Override
    public String doLayout(ILoggingEvent event) {
        var line = new StringBuilder(160);
        line.append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())))
                .append(' ')
                .append(String.format("%-5s", event.getLevel()))
                .append(' ')
                .append(shortName(event.getLoggerName()))
                .append(' ');
        escape(event.getFormattedMessage(), line);
        var requestId = event.getMDCPropertyMap().get(REQUEST_ID);
        if (requestId != null) {
            line.append(" [").append(requestId).append(']');
        }
        if (event.getThrowableProxy() != null) {
            problem(event.getLevel(), event.getThrowableProxy(), line);
        }
        return line.append('\n').toString();
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static void problem(Level level, IThrowableProxy problem, StringBuilder line) {
        if (level.isGreaterOrEqual(Level.ERROR)) {
            ThrowableProxyUtil.asString(problem).lines().forEach(traced -> {
                line.append("\n\t");
                escape(traced.stripLeading(), line);
            });
            return;
        }
        line.append(": ").append(problem.getClassName());
        if (problem.getMessage() != null) {
            line.append(": ");
            escape(problem.getMessage(), line);
        }
    }

    private static void escape(String text, StringBuilder line) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                        line.append(String.format("\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
    }
}
