package dev.authgate.server.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** The result of a command: lines for people, or one JSON object and nothing else for programs. */
final class Answer {
    private static final String JSON = "json";

    private final Map<String, String> fields = new LinkedHashMap<>();

    static void offerJson(Subparser parser) {
        parser.addArgument("--json").dest(JSON).action(Arguments.storeTrue()).help("print one JSON object");
    }

    Answer with(String name, String value) {
        fields.put(name, value);
        return this;
    }

    void print(Terminal terminal, Namespace words, String headline) {
        if (Boolean.TRUE.equals(words.getBoolean(JSON))) {
            terminal.out().println(json());
            return;
        }
        terminal.out().println(headline);
        fields.forEach((name, value) -> terminal.out().printf("  %-14s %s%n", name.replace('_', ' '), value));
    }

    private String json() {
        try {
            return new ObjectMapper().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Text is always JSON", e);
        }
    }
}
