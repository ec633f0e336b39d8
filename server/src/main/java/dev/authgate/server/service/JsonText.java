package dev.authgate.server.service;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON to the byte as the original does: compact, with {@code <}, {@code >} and {@code &} escaped. */
final class JsonText {
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactoryBuilder()
            .characterEscapes(new SafeInHtml())
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build());

    private JsonText() {}

    static String of(Map<String, Object> members) {
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts and numbers are always JSON", e);
        }
    }

    /** The escapes of Go's encoder. */
    private static final class SafeInHtml extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final char LINE_SEPARATOR = '\u2028';
        private static final char PARAGRAPH_SEPARATOR = '\u2029';

        @Override
        public int[] getEscapeCodesForAscii() {
            var codes = CharacterEscapes.standardAsciiEscapesForJSON();
            for (var character : "<>&".toCharArray()) {
                codes[character] = CharacterEscapes.ESCAPE_STANDARD;
            }
            return codes;
        }

        @Override
        @SuppressWarnings("NullAway") // null stands for "as usual"
        public @Nullable SerializableString getEscapeSequence(int character) {
            return character == LINE_SEPARATOR || character == PARAGRAPH_SEPARATOR
                    ? new SerializedString(String.format("\\u%04x", character))
                    : null;
        }
    }
}
