package dev.authgate.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was measured, and writes each line as soon as it is known. */
public final class Journal {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Path file;
    private final List<Entry> entries = new ArrayList<>();

    /** A journal in a file that is begun anew. */
    public Journal(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, "");
    }

    /** Keeps it. */
    public void add(Entry entry) throws IOException {
        entries.add(entry);
        Files.writeString(file, line(entry) + "\n", StandardOpenOption.APPEND);
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public Path file() {
        return file;
    }

    static String line(Entry entry) throws JsonProcessingException {
        return JSON.writeValueAsString(entry);
    }

    /** What a file holds. */
    public static List<Entry> read(Path file) throws IOException {
        var entries = new ArrayList<Entry>();
        for (var line : Files.readAllLines(file)) {
            entries.add(JSON.readValue(line, Entry.class));
        }
        return entries;
    }
}
