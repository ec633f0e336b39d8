package dev.authgate.server.service;

import static java.util.stream.Collectors.toCollection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ServerSocketFactory;

/** A service of somebody else, on a real socket: it does what it should, or whatever can go wrong. */
public final class CompanyService implements AutoCloseable {
    private final ServerSocket socket;
    private final Function<Asked, Said> desk;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread doorkeeper = new Thread(this::accept, "company");
    private volatile Behaviour behaviour = Behaviour.RIGHT;
    private int accepted;

    /** What it does with what the desk says. */
    public enum Behaviour {
        RIGHT,
        /** After a second and a half. */
        SLOW,
        /** Takes the question and never answers. */
        HANGS,
        /** Answers a byte at a time, and is never done. */
        DRIPS,
        /** Takes the question and hangs up. */
        HANGS_UP,
        FAILS,
        /** Says to ask again at once: OkHttp would by itself. */
        FAILS_AND_ASKS_AGAIN,
        /** Fails once, then is right. */
        STUMBLES,
        GARBAGE,
        /** A page that says hello. */
        PAGE,
        /** The right words under the wrong name. */
        PLAIN_TEXT,
        HUGE,
        REDIRECTS;

        /** All but the right one. */
        public static Set<Behaviour> wrong() {
            return EnumSet.complementOf(EnumSet.of(RIGHT));
        }
    }

    /** A question as it arrived. */
    public record Asked(String method, String target, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** An answer in JSON. */
    public record Said(int status, String json) {}

    private CompanyService(ServerSocketFactory sockets, int port, Function<Asked, Said> desk) throws IOException {
        this.socket = sockets.createServerSocket(port, 200, InetAddress.getLoopbackAddress());
        this.desk = desk;
        doorkeeper.setDaemon(true);
        doorkeeper.start();
    }

    /** Opens at a free port. */
    public static CompanyService open(Function<Asked, Said> desk) {
        return open(ServerSocketFactory.getDefault(), 0, desk);
    }

    /** Opens at a port, with TLS if the factory makes such sockets. */
    public static CompanyService open(ServerSocketFactory sockets, int port, Function<Asked, Said> desk) {
        try {
            return new CompanyService(sockets, port, desk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    public CompanyService behave(Behaviour how) {
        behaviour = how;
        return this;
    }

    /** Everything that was asked so far. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** How many connections were accepted. */
    public synchronized int connections() {
        return accepted;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                connections.add(connection);
                synchronized (this) {
                    accepted++;
                }
                var thread = new Thread(() -> serve(connection), "company-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // Closed, or a client that does not trust it: either way there is nobody to answer.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = connection.getInputStream();
            for (var head = head(in); !head.isEmpty(); head = head(in)) {
                if (!answer(question(head, in), connection.getOutputStream())) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client went away.
        } finally {
            connections.remove(connection);
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        for (var next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    private Asked question(String head, InputStream in) throws IOException {
        var lines = head.lines().filter(line -> !line.isEmpty()).collect(toCollection(ArrayList::new));
        var first = lines.remove(0).split(" ", -1);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var line : lines) {
            var colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
        var question = new Asked(first[0], first[1], headers, new String(body, StandardCharsets.UTF_8));
        asked.add(question);
        return question;
    }

    /** Whether the connection may be used again. */
    private boolean answer(Asked question, OutputStream out) throws IOException {
        var how = behaviour;
        switch (how) {
            case RIGHT -> write(out, desk.apply(question), "application/json", "");
            case SLOW -> {
                pause(1500);
                write(out, desk.apply(question), "application/json; charset=utf-8", "");
            }
            case HANGS -> pause(TimeUnit.MINUTES.toMillis(5));
            case DRIPS -> drip(out);
            case HANGS_UP -> {
                return false;
            }
            case FAILS -> write(out, new Said(500, "{\"success\":false,\"valid\":false}"), "application/json", "");
            case FAILS_AND_ASKS_AGAIN -> write(out, new Said(503, "{}"), "application/json", "Retry-After: 0\r\n");
            case STUMBLES -> {
                behaviour = Behaviour.RIGHT;
                write(out, new Said(502, "{}"), "application/json", "");
            }
            case GARBAGE -> write(out, new Said(200, "}{ not json"), "application/json", "");
            case PAGE -> write(out, new Said(200, "<html>Hello</html>"), "text/html", "");
            case PLAIN_TEXT -> write(out, desk.apply(question), "text/plain", "");
            case HUGE ->
                write(
                        out,
                        new Said(200, "{\"success\":true,\"x\":\"" + "x".repeat(2 << 20) + "\"}"),
                        "application/json",
                        "");
            case REDIRECTS -> write(out, new Said(307, "{}"), "application/json", "Location: /elsewhere\r\n");
        }
        return true;
    }

    private static void write(OutputStream out, Said said, String type, String headers) throws IOException {
        var body = said.json().getBytes(StandardCharsets.UTF_8);
        var head = "HTTP/1.1 " + said.status() + " Said\r\nContent-Type: " + type + "\r\n" + headers
                + "Content-Length: " + body.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    private void drip(OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 Said\r\nContent-Type: application/json\r\n\r\n{".getBytes(StandardCharsets.ISO_8859_1));
        while (closed.getCount() > 0) {
            out.write(' ');
            out.flush();
            pause(50);
        }
    }

    /** Until the service closes, at the longest. */
    private void pause(long millis) {
        try {
            closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the port is free: until nobody waits there for a connection, it is not. */
    @Override
    public void close() {
        closed.countDown();
        try {
            socket.close();
            doorkeeper.join();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
