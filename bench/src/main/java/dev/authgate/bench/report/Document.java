package dev.authgate.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document of which parts are written by the benchmark, between two marks; what stands around them is kept. */
public final class Document {
    private Document() {}

    /**
     * Puts a text between the marks of that name. A document that has none yet gets them at its end.
     *
     * @throws IOException it has the first mark and not the second
     */
    public static void renew(Path document, String name, String text) throws IOException {
        var before = Files.exists(document) ? Files.readString(document) : "";
        Files.writeString(document, renewed(before, name, text));
    }

    static String renewed(String document, String name, String text) throws IOException {
        var begin = "<!-- bench: " + name + " -->";
        var end = "<!-- bench: end of " + name + " -->";
        var part = begin + "\n" + text.strip() + "\n" + end;
        var from = document.indexOf(begin);
        if (from < 0) {
            return (document.isBlank() ? "" : document.stripTrailing() + "\n\n") + part + "\n";
        }
        var to = document.indexOf(end, from);
        if (to < 0) {
            throw new IOException("\"" + begin + "\" is not followed by \"" + end + "\"");
        }
        return document.substring(0, from) + part + document.substring(to + end.length());
    }
}
