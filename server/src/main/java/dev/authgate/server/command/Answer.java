package dev.authgate.server.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** The result of a command: lines for people, or one JSON object and nothing else for programs. */
final class Answer {
    private static final String JSON = "json";
    private static final int LEAST_WIDTH = 14;

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    static void offerJson(Subparser parser) {
        parser.addArgument("--json").dest(JSON).action(Arguments.storeTrue()).help("print one JSON object");
    }

    Answer with(String name, String value) {
        fields.put(name, value);
        return this;
    }

    /** A line for people, who may not know what follows from it all. */
    Answer note(String line) {
        notes.add(line);
        return this;
    }

    void print(Terminal terminal, Namespace words, String headline) {
        if (Boolean.TRUE.equals(words.getBoolean(JSON))) {
            terminal.out().println(json());
            return;
        }
        terminal.out().println(headline);
        var width = fields.keySet().stream().mapToInt(String::length).reduce(LEAST_WIDTH, Math::max);
        fields.forEach((name, value) ->
                terminal.out().println("  " + padded(name.replace('_', ' '), width) + " " + Printable.of(value)));
        notes.forEach(terminal.out()::println);
    }

    private static String padded(String name, int width) {
        return name + " ".repeat(width - name.length());
    }

    private String json() {
        try {
            return new ObjectMapper().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Text is always JSON", e);
        }
    }
}
