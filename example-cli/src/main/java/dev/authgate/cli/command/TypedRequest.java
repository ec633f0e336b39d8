package dev.authgate.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was typed.
 *
 * @param address where to
 * @param method the method, if one was typed
 * @param data what to send, if anything: a text, {@code @FILE} or {@code @-}
 * @param headers as they stand on the wire
 */
record TypedRequest(
        URI address, @Nullable String method, @Nullable String data, List<String> headers) {
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");

    Request build(InputStream input) throws CommandException {
        var verb = method == null ? (data == null ? "GET" : "POST") : method.toUpperCase(Locale.ROOT);
        if (data != null && WITHOUT_BODY.contains(verb)) {
            throw wrong(verb + " sends no data");
        }
        var body = WITHOUT_BODY.contains(verb) ? null : body(input);
        try {
            var request = new Request.Builder().url(address.toURL()).method(verb, body);
            for (var header : headers) {
                add(header, request);
            }
            return request.build();
        } catch (IllegalArgumentException | IOException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private static void add(String header, Request.Builder request) throws CommandException {
        var parts = header.split(":", 2);
        if (parts.length < 2 || parts[0].isBlank()) {
            throw wrong("\"" + header + "\" is not a header: write \"Name: value\"");
        }
        if (parts[0].strip().equalsIgnoreCase("Authorization")) {
            throw wrong("the header Authorization is made here, from the session");
        }
        request.header(parts[0].strip(), parts[1].strip());
    }

    private RequestBody body(InputStream input) throws CommandException {
        var bytes = bytes(input);
        var first = bytes.length == 0 ? 0 : bytes[0];
        var type = first == '{' || first == '[' ? "application/json" : "application/x-www-form-urlencoded";
        return RequestBody.create(bytes, MediaType.get(type));
    }

    private byte[] bytes(InputStream input) throws CommandException {
        if (data == null) {
            return new byte[0];
        }
        try {
            if (data.equals("@-")) {
                return input.readAllBytes();
            }
            return data.startsWith("@")
                    ? Files.readAllBytes(Path.of(data.substring(1)))
                    : data.getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw wrong("cannot read " + data.substring(1) + ": " + e.getMessage());
        }
    }

    private static CommandException wrong(String why) {
        return new CommandException(ExitCode.USAGE, why, "See: " + Program.NAME + " call --help");
    }
}
