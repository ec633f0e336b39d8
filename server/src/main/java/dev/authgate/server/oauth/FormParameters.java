package dev.authgate.server.oauth;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a form body: {@code application/x-www-form-urlencoded} as RFC 6749 appendix B reads it.
 *
 * <p>RFC 6749 section 3.2: a parameter must not come twice, and one without a value counts as not sent. Names that
 * nobody asks for are ignored.
 */
public final class FormParameters {
    private static final int MOST = 100;

    private final Map<String, String> values;

    private FormParameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a form, or a query string.
     *
     * @throws OAuthException {@code invalid_request} for a repeated name, a broken escape, bytes that are not UTF-8, a
     *     NUL, or more than 100 parameters
     */
    public static FormParameters parse(byte[] body) {
        var values = new HashMap<String, String>();
        var start = 0;
        var count = 0;
        for (var end = 0; end <= body.length; end++) {
            if (end == body.length || body[end] == '&') {
                if (end > start) {
                    refuseIf(++count > MOST, "at most 100 parameters are allowed");
                    put(values, body, start, end);
                }
                start = end + 1;
            }
        }
        return new FormParameters(values);
    }

    private static void put(Map<String, String> values, byte[] body, int start, int end) {
        var equals = start;
        while (equals < end && body[equals] != '=') {
            equals++;
        }
        var name = decode(body, start, equals);
        var value = equals < end ? decode(body, equals + 1, end) : "";
        refuseIf(values.putIfAbsent(name, value) != null, "a parameter must not be sent twice");
    }

    /** Undoes the form encoding of one piece; also used for the two halves of HTTP Basic credentials. */
    public static String decode(String encoded) {
        var bytes = encoded.getBytes(StandardCharsets.UTF_8);
        return decode(bytes, 0, bytes.length);
    }

    private static String decode(byte[] from, int start, int end) {
        var plain = new ByteArrayOutputStream(end - start);
        for (var i = start; i < end; i++) {
            if (from[i] == '+') {
                plain.write(' ');
            } else if (from[i] == '%') {
                refuseIf(i + 2 >= end, "an escape is a percent sign and two hexadecimal digits");
                plain.write(hex(from[i + 1]) << 4 | hex(from[i + 2]));
                i += 2;
            } else {
                plain.write(from[i]);
            }
        }
        return utf8(plain.toByteArray());
    }

    private static int hex(byte digit) {
        var value = Character.digit(digit, 16);
        refuseIf(value < 0, "an escape is a percent sign and two hexadecimal digits");
        return value;
    }

    private static String utf8(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            refuseIf(text.indexOf('\0') >= 0, "a parameter must not hold a NUL");
            return text;
        } catch (CharacterCodingException e) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, "parameters are UTF-8");
        }
    }

    private static void refuseIf(boolean wrong, String description) {
        if (wrong) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, description);
        }
    }

    /** The value, unless it was not sent or is empty. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * The value of a parameter that must be there.
     *
     * @throws OAuthException {@code invalid_request} when it was not sent or is empty
     */
    public String require(String name) {
        return find(name).orElseThrow(() -> new OAuthException(OAuthError.INVALID_REQUEST, name + " is required"));
    }

    /** The value as typed, or an empty text: for fields of a page. */
    public String text(String name) {
        return values.getOrDefault(name, "");
    }
}
