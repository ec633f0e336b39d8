package dev.authgate.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sessions at a terminal that a document shows, each in a block of text after a comment with its name. What
 * differs from run to run (codes, times, ports, numbers) counts as equal.
 *
 * @param document the document
 */
record RecordedSessions(Path document) {
    private static final Pattern QR_CODE = Pattern.compile("(?m)(^ *[▀▄█][ ▀▄█]*\n)+");
    private static final String[][] DIFFERING = {
        {"\\b[A-Z0-9]{4}-[A-Z0-9]{4}\\b", "CODE"},
        {"localhost:[0-9]{4,5}", "localhost:PORT"},
        {"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z \\([^)]*\\)", "TIME"},
        {"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "TIME"},
        {"[0-9]+:[0-9]{2} left", "TIME left"},
        {"[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏|/\\\\-](?= Waiting)", "SPINNER"},
        {"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID"},
        {"\"(exp|iat|nbf|auth_time|expires_in)\":[0-9]+", "\"$1\":NUMBER"},
        {"[0-9a-f]{32,}", "HASH"},
        {"good for [^)]*", "good for TIME"},
    };

    /** What the document shows. */
    String read(String name) {
        var match = block(name);
        return match.group(2);
    }

    /** Shows this there from now on. */
    void write(String name, String session) {
        var match = block(name);
        var text = new StringBuilder();
        match.appendReplacement(text, Matcher.quoteReplacement(match.group(1) + session + match.group(3)));
        match.appendTail(text);
        try {
            Files.writeString(document, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Matcher block(String name) {
        try {
            var match = Pattern.compile(
                            "(<!-- recorded: " + Pattern.quote(name) + " -->\n+```text\n)(.*?)(\n```\n)",
                            Pattern.DOTALL)
                    .matcher(Files.readString(document));
            if (!match.find()) {
                throw new IllegalStateException(document + " has no block of text for the session " + name);
            }
            return match;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A session without what differs from run to run. */
    static String steady(String session) {
        var text = QR_CODE.matcher(session).replaceAll("QR CODE\n");
        for (var pair : DIFFERING) {
            text = text.replaceAll(pair[0], pair[1]);
        }
        return text;
    }
}
