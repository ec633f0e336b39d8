package dev.authgate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9112: an answer, put together from the bytes that come")
class AnswerReaderTest {
    private static final String SIZED = lines("""
            HTTP/1.1 400 Bad Request
            Content-Length: 33

            {"error":"authorization_pending"}""");
    private static final String CHUNKED = lines("""
            HTTP/1.1 200 OK
            transfer-encoding: chunked

            5
            hello
            7;name=x
            , world
            0
            Trailer: 1

            """);

    private static String lines(String text) {
        return text.replace("\n", "\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void does_not_depend_on_how_the_bytes_are_cut(int piece) throws IOException {
        var answers = read(SIZED + CHUNKED, piece < SIZED.length() ? piece : SIZED.length());

        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).outcome()).isEqualTo("400 authorization_pending");
        assertThat(answers.get(1).body()).isEqualTo("hello, world");
    }

    @Test
    void may_be_longer_than_any_buffer() throws IOException {
        var body = "x".repeat(100_000);

        var answers = read("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body, 9_000);

        assertThat(answers).singleElement().extracting(Answer::body).isEqualTo(body);
    }

    @Test
    void has_no_body_with_204() throws IOException {
        assertThat(read("HTTP/1.1 204 No Content\r\n\r\n", 100))
                .singleElement()
                .extracting(Answer::body)
                .isEqualTo("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\n"
            })
    void is_refused_when_nobody_could_tell_where_it_ends(String text) {
        assertThatThrownBy(() -> read(text, 100)).isInstanceOf(IOException.class);
    }

    /** Feeds pieces; no piece reaches into the next answer, as none is asked for before the last one is complete. */
    private static List<Answer> read(String text, int piece) throws IOException {
        var reader = new AnswerReader();
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        var answers = new ArrayList<Answer>();
        for (var at = 0; at < bytes.length; ) {
            var space = reader.space();
            var count = Math.min(Math.min(piece, space.remaining()), bytes.length - at);
            if (at < SIZED.length() && text.startsWith(SIZED)) {
                count = Math.min(count, SIZED.length() - at);
            }
            space.put(bytes, at, count);
            at += count;
            var answer = reader.received(count);
            if (answer != null) {
                answers.add(answer);
            }
        }
        return answers;
    }
}
