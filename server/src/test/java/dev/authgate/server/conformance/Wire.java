package dev.authgate.server.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Sends bytes as they are, well-formed or not, and reads what comes back. */
record Wire(int port) {
    private static final int PATIENCE_MILLIS = 4000;
    private static final Pattern HEAD =
            Pattern.compile("HTTP/1\\.[01] (\\d{3})[^\\r\\n]*\\r\\n((?:[^\\r\\n]+\\r\\n)*)\\r\\n");

    /** A connection of its own, for a test that sends in pieces. */
    Socket connect() {
        try {
            var socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one answer to a request. */
    Reply ask(String request) {
        var answers = replies(request);
        if (answers.isEmpty()) {
            throw new AssertionError(
                    "No answer to: " + request.lines().findFirst().orElse(""));
        }
        return answers.get(0);
    }

    /** A request for that target, however odd it is. */
    Reply get(String target) {
        return ask("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    /** All answers on one connection, until the server closes it or says nothing more. */
    List<Reply> replies(String request) {
        return parsed(raw(request));
    }

    /** What comes back, byte for byte. */
    String raw(String request) {
        return raw(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    String raw(byte[] request) {
        try (var socket = connect()) {
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // The server has heard enough; its answer may still be there to read.
            }
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            in.transferTo(bytes);
        } catch (SocketTimeoutException e) {
            // The server keeps the connection open: what has come is what there is.
        } catch (IOException e) {
            // Reset: the server closed before it had read everything.
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    static List<Reply> parsed(String answer) {
        var replies = new ArrayList<Reply>();
        var heads = HEAD.matcher(answer);
        var from = 0;
        while (from < answer.length() && heads.find(from)) {
            var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
            heads.group(2).lines().forEach(line -> {
                var colon = line.indexOf(':');
                headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            });
            var next = answer.indexOf("HTTP/1.", heads.end());
            var end = next < 0 ? answer.length() : next;
            replies.add(new Reply(Integer.parseInt(heads.group(1)), headers, answer.substring(heads.end(), end)));
            from = end;
        }
        replies.forEach(Reply::rememberSecrets);
        return replies;
    }
}
