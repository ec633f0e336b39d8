package dev.authgate.server.runtime;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.authgate.server.config.LogSettings;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.logging.common.LoggingFactory;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import io.dropwizard.logging.json.EventJsonLayoutBaseFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The log: standard output, one line an event, written by a thread of its own so that no request waits for it. */
public final class LogOutput {
    /** Libraries that tell at INFO what nobody asked for. */
    private static final List<String> TALKATIVE = List.of(
            "com.password4j",
            "io.dropwizard",
            "io.jsonwebtoken",
            "liquibase",
            "org.apache.tomcat",
            "org.eclipse.jetty",
            "org.glassfish",
            "org.hibernate",
            "org.jdbi",
            "org.postgresql",
            "org.sqlite");

    /** Says with a stack trace what the caller says in one line: that the server cannot start. */
    private static final String START_FAILURES = "io.dropwizard.core.cli.ServerCommand";

    /** Draws a frame of exclamation marks into the log when there are no health checks on the admin port. */
    private static final String ADMIN_PORT = "io.dropwizard.core.setup.AdminEnvironment";

    private static final int QUEUE = 1024;

    private LogOutput() {}

    public static LoggingFactory of(LogSettings settings) {
        var console = new ConsoleAppenderFactory<ILoggingEvent>();
        console.setTarget(ConsoleAppenderFactory.ConsoleStream.STDOUT);
        console.setLayout(layout(settings.format()));
        console.setQueueSize(QUEUE);
        console.setDiscardingThreshold(0);
        var logging = new DefaultLoggingFactory();
        logging.setLevel(settings.level().name());
        logging.setLoggers(levels(settings.level()));
        logging.setAppenders(List.of(console));
        return logging;
    }

    private static DiscoverableLayoutFactory<ILoggingEvent> layout(LogSettings.Format format) {
        return switch (format) {
            case TEXT ->
                (context, timeZone) -> {
                    var layout = new OneLineLayout();
                    layout.setContext(context);
                    return layout;
                };
            case JSON -> json();
        };
    }

    private static EventJsonLayoutBaseFactory json() {
        var json = new EventJsonLayoutBaseFactory();
        json.setTimestampFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
        json.setFlattenMdc(true);
        return json;
    }

    /** Never more than WARN from libraries: at DEBUG they would write headers and parameters, and secrets with them. */
    private static Map<String, JsonNode> levels(LogSettings.Level level) {
        var libraries = level == LogSettings.Level.ERROR ? "ERROR" : "WARN";
        var levels = new HashMap<String, JsonNode>();
        TALKATIVE.forEach(name -> levels.put(name, TextNode.valueOf(libraries)));
        levels.put(ADMIN_PORT, TextNode.valueOf("ERROR"));
        levels.put(START_FAILURES, TextNode.valueOf("OFF"));
        return levels;
    }
}
