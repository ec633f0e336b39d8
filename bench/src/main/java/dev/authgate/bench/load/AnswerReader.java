package dev.authgate.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts an HTTP/1.1 answer together from the bytes that come. One answer at a time: nothing is ever pipelined. */
final class AnswerReader {
    private static final int MOST = 4 << 20;
    private static final byte[] NO_BODY = {};

    private byte[] in = new byte[16 << 10];
    private int filled;
    private int headEnd = -1;
    private int scanned;

    /** Where the next bytes go. */
    ByteBuffer space() throws IOException {
        if (filled == in.length) {
            if (filled >= MOST) {
                throw new IOException("an answer of more than " + MOST + " bytes");
            }
            in = Arrays.copyOf(in, in.length * 2);
        }
        return ByteBuffer.wrap(in, filled, in.length - filled);
    }

    /** Takes note that so many bytes have come; the answer, once it is complete. */
    @Nullable
    Answer received(int count) throws IOException {
        filled += count;
        if (headEnd < 0 && !findHeadEnd()) {
            return null;
        }
        var head = new String(in, 0, headEnd, StandardCharsets.ISO_8859_1);
        var body = body(head, headEnd + 4);
        if (body == null) {
            return null;
        }
        filled = 0;
        headEnd = -1;
        scanned = 0;
        return new Answer(status(head), head, new String(body, StandardCharsets.ISO_8859_1));
    }

    private boolean findHeadEnd() {
        for (var i = Math.max(0, scanned - 3); i + 3 < filled; i++) {
            if (in[i] == '\r' && in[i + 1] == '\n' && in[i + 2] == '\r' && in[i + 3] == '\n') {
                headEnd = i;
                return true;
            }
        }
        scanned = filled;
        return false;
    }

    private static int status(String head) throws IOException {
        if (!head.startsWith("HTTP/1.") || head.length() < 12) {
            throw new IOException("no HTTP answer");
        }
        return Integer.parseInt(head, 9, 12, 10);
    }

    private byte @Nullable [] body(String head, int from) throws IOException {
        var length = Heads.value(head, "Content-Length");
        if (!length.isEmpty()) {
            var end = from + Integer.parseInt(length);
            return filled < end ? null : Arrays.copyOfRange(in, from, end);
        }
        if (Heads.value(head, "Transfer-Encoding").equalsIgnoreCase("chunked")) {
            return chunks(from);
        }
        var status = status(head);
        if (status == 204 || status == 304) {
            return NO_BODY;
        }
        throw new IOException("an answer of unknown length");
    }

    private byte @Nullable [] chunks(int from) throws IOException {
        var body = new ByteArrayOutputStream();
        for (var at = from; ; ) {
            var end = endOfLine(at);
            if (end < 0) {
                return null;
            }
            var size = chunkSize(at, end);
            var next = end + 2 + size + 2;
            if (size > 0 && filled < next) {
                return null;
            }
            if (size == 0) {
                return endOfTrailers(end + 2) ? body.toByteArray() : null;
            }
            body.write(in, end + 2, size);
            at = next;
        }
    }

    private int chunkSize(int from, int end) throws IOException {
        var line = new String(in, from, end - from, StandardCharsets.ISO_8859_1);
        var semicolon = line.indexOf(';');
        var digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        try {
            return Integer.parseInt(digits, 16);
        } catch (NumberFormatException e) {
            throw new IOException("no chunk size: " + digits, e);
        }
    }

    private boolean endOfTrailers(int from) {
        for (var at = from; ; ) {
            var end = endOfLine(at);
            if (end < 0) {
                return false;
            }
            if (end == at) {
                return true;
            }
            at = end + 2;
        }
    }

    private int endOfLine(int from) {
        for (var i = from; i + 1 < filled; i++) {
            if (in[i] == '\r' && in[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
