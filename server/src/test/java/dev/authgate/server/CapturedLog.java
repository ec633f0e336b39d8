package dev.authgate.server;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.logging.common.LoggingFactory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What all servers of this run have logged, line for line as an operator would see it. */
public final class CapturedLog {
    private static final ByteArrayOutputStream LINES = new ByteArrayOutputStream();
    private static boolean diverted;

    private CapturedLog() {}

    /** Sets logging up as the server does, then writes to memory what would go to standard output. */
    static synchronized void divert(LoggingFactory logging) {
        if (diverted) {
            return;
        }
        logging.configure(new MetricRegistry(), "authgate");
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var memory = new OutputStreamAppender<ILoggingEvent>();
        memory.setContext(root.getLoggerContext());
        memory.setEncoder(console(root).getEncoder());
        memory.setOutputStream(LINES);
        memory.start();
        root.iteratorForAppenders().forEachRemaining(root::detachAppender);
        root.addAppender(memory);
        diverted = true;
    }

    private static ConsoleAppender<ILoggingEvent> console(Logger root) {
        var found = console(root.iteratorForAppenders().next());
        if (found == null) {
            throw new IllegalStateException("The server does not log to the console any more");
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable ConsoleAppender<ILoggingEvent> console(Object appender) {
        if (appender instanceof ConsoleAppender<?> console) {
            return (ConsoleAppender<ILoggingEvent>) console;
        }
        return appender instanceof AsyncAppender queue
                ? console(queue.iteratorForAppenders().next())
                : null;
    }

    /** Everything so far. */
    public static String text() {
        return LINES.toString(StandardCharsets.UTF_8);
    }

    /** The lines that hold this text. */
    public static List<String> linesWith(String part) {
        return text().lines().filter(line -> line.contains(part)).toList();
    }
}
