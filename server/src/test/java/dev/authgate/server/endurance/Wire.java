package dev.authgate.server.endurance;

import dev.authgate.server.ToldSecrets;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive HTTP connection over loopback, for one thread.
 *
 * <p>Leaner than a real client, because it shares its processors with the server that it loads; and plainer: a reply
 * that does not come is an {@code IOException}, and nothing is ever sent twice.
 */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();

    Wire(int port) {
        this.port = port;
    }

    Reply get(String path, String... headers) throws IOException {
        return exchange(head("GET", path, headers) + "\r\n");
    }

    Reply post(String path, String form, String... headers) throws IOException {
        ToldSecrets.inForm(form);
        return exchange(formHead(path, form, headers) + "\r\n" + form);
    }

    private static String head(String method, String path, String... headers) {
        var head = new StringBuilder(512);
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
        for (var header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    private static String formHead(String path, String form, String... headers) {
        return head("POST", path, headers) + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length() + "\r\n";
    }

    private Reply exchange(String request) throws IOException {
        try {
            send(request);
            return reply();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Sends the head of a form and returns once the server waits for the body: the request is then in its hands. */
    void begin(String path, String form) throws IOException {
        send(formHead(path, form, "Expect: 100-continue") + "\r\n");
        var told = line();
        if (!told.startsWith("HTTP/1.1 100") || !line().isEmpty()) {
            throw new IOException("Instead of going on: " + told);
        }
    }

    /** Sends the body of a request that was begun. */
    Reply finish(String form) throws IOException {
        return exchange(form);
    }

    private void send(String text) throws IOException {
        if (socket == null) {
            connect();
        }
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void connect() throws IOException {
        var made = new Socket();
        socket = made;
        made.setTcpNoDelay(true);
        made.setSoTimeout(PATIENCE_MILLIS);
        made.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new BufferedInputStream(made.getInputStream());
        out = new BufferedOutputStream(made.getOutputStream());
    }

    private Reply reply() throws IOException {
        var status = Integer.parseInt(line().substring(9, 12));
        var headers = new ArrayList<String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        var reply = new Reply(status, List.copyOf(headers), body(headers));
        reply.rememberSecrets();
        if (reply.header("Connection").equalsIgnoreCase("close")) {
            close();
        }
        return reply;
    }

    private String body(List<String> headers) throws IOException {
        var length = Reply.header(headers, "Content-Length");
        if (length.isEmpty()) {
            throw new IOException("A reply of unknown length: " + headers);
        }
        var body = in.readNBytes(Integer.parseInt(length));
        if (body.length < Integer.parseInt(length)) {
            throw new EOFException("The reply ends in its middle");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        var line = new StringBuilder(80);
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The server has hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        var open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is of no use any more, whatever it says.
            }
        }
    }
}
