package dev.authgate.sdk.testkit;

import dev.authgate.sdk.TimeSource;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** As much of HTTP/1.1 (RFC 9112) as tests need, with the power to break off and to hang. All threads are daemons. */
final class TinyHttp implements AutoCloseable {
    /** RFC 9110 section 5.6.7: two digits for the day, which the JDK's own format has not. */
    static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final TimeSource time;
    private final Function<ReceivedRequest, Reply> handler;
    private final ServerSocket listening;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    TinyHttp(TimeSource time, Function<ReceivedRequest, Reply> handler) {
        this.time = time;
        this.handler = handler;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        daemon(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                var connection = listening.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                daemon(() -> serve(connection));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            while (answer(connection, in)) {
                // the next request on the same connection
            }
        } catch (IOException | InterruptedException broken) {
            // the other side has gone, or this server is being closed
        } finally {
            connections.remove(connection);
        }
    }

    private boolean answer(Socket connection, InputStream in) throws IOException, InterruptedException {
        var reply = handler.apply(read(in));
        if (reply.equals(Reply.HANG)) {
            closed.await();
        }
        if (reply.status() <= 0) {
            return false;
        }
        connection.getOutputStream().write(bytes(reply));
        return true;
    }

    private byte[] bytes(Reply reply) throws IOException {
        var body = reply.body().getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("HTTP/1.1 " + reply.status() + " Answer\r\nDate: " + HTTP_DATE.format(time.now())
                + "\r\nContent-Length: " + body.length + "\r\n");
        reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        var all = new ByteArrayOutputStream();
        all.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        all.write(body);
        return all.toByteArray();
    }

    private ReceivedRequest read(InputStream in) throws IOException {
        var request = line(in).split(" ", 3);
        var headers = new LinkedHashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new ReceivedRequest(time.now(), request[0], request[1].split("\\?", 2)[0], headers, body);
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection has ended");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "fake-auth-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listening.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException(alreadyGone);
        }
    }
}
