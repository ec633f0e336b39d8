package dev.authgate.server.endurance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A device that waits for its user with {@code Prefer: wait=30}, on a connection and without a thread. */
final class WaitingDevice implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final Device.Codes codes;
    private final int port;
    private final Socket socket = new Socket();
    private final BufferedReader in;

    WaitingDevice(Device.Codes codes, int port) throws IOException {
        this.codes = codes;
        this.port = port;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 512);
    }

    Device.Codes codes() {
        return codes;
    }

    /** Asks, and does not wait for the answer. */
    void ask() throws IOException {
        var form = "grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=" + ServerProcess.CLIENT
                + "&device_code=" + codes.device();
        var request = "POST /oauth/token HTTP/1.1\r\nHost: localhost:" + port + "\r\nPrefer: wait=30\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether an answer, or its beginning, is there. */
    boolean isAnswered() {
        try {
            return in.ready();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the answer. */
    Answer answer() throws IOException {
        var status = in.readLine();
        if (status == null) {
            throw new IOException("The server has hung up");
        }
        var length = 0;
        var kept = false;
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            var header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
            kept |= header.equals("preference-applied: wait=30");
        }
        var body = new char[length];
        for (var read = 0; read < length; ) {
            read += Math.max(1, in.read(body, read, length - read));
        }
        return new Answer(Integer.parseInt(status.substring(9, 12)), kept, new String(body), System.nanoTime());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /**
     * An answer.
     *
     * @param kept whether the server says that it kept the poll waiting
     * @param at when it was there, in nanoseconds of this machine
     */
    record Answer(int status, boolean kept, String body, long at) {
        String outcome() {
            var error = body.replaceFirst(".*\"error\":\"([^\"]*)\".*", "$1");
            return (status == 200 ? "tokens" : error) + (kept ? "" : ", at once");
        }
    }
}
