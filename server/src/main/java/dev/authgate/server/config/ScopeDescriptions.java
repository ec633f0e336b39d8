package dev.authgate.server.config;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What scopes allow, in the operator's words: {@code name=words;name=words}, or in the file a block of {@code name: words},
 * which is the same thing written in lines.
 */
final class ScopeDescriptions {
    private static final Setting SETTING = Setting.SCOPE_DESCRIPTIONS;
    private static final String FORM = "write name=words, with a semicolon between two of them";
    private static final int MOST = 100;
    private static final int LONGEST_WORDS = 160;

    private ScopeDescriptions() {}

    /**
     * The words by scope.
     *
     * @throws WrongSetting when they are not written like that, or there is too much of anything
     */
    static Map<String, String> parse(String text) {
        var all = new LinkedHashMap<String, String>();
        for (var entry : text.split(";", -1)) {
            if (!entry.isBlank()) {
                add(entry.strip(), all);
            }
        }
        if (all.size() > MOST) {
            throw new WrongSetting(SETTING, "describes " + all.size() + " scopes; allowed: at most " + MOST);
        }
        return all;
    }

    private static void add(String entry, Map<String, String> all) {
        var equals = entry.indexOf('=');
        if (equals < 1) {
            throw WrongSetting.value(SETTING, entry, "is not a description of a scope; " + FORM);
        }
        var name = entry.substring(0, equals).strip();
        var words = entry.substring(equals + 1).strip();
        if (!name.matches("[!#-\\[\\]-~]{1,80}")) {
            throw WrongSetting.value(
                    SETTING, name, "is not the name of a scope; allowed: 1 to 80 printable ASCII characters");
        }
        var length = words.codePointCount(0, words.length());
        if (length == 0 || length > LONGEST_WORDS || words.codePoints().anyMatch(Character::isISOControl)) {
            throw WrongSetting.value(
                    SETTING, entry, "has no such words; allowed: 1 to " + LONGEST_WORDS + " characters on one line");
        }
        if (all.put(name, words) != null) {
            throw WrongSetting.value(SETTING, name, "is described twice");
        }
    }

    /** Writes a block of the file in one line; the parser stands at its beginning. */
    static String oneLine(YAMLParser parser) throws IOException {
        var entries = new ArrayList<String>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var token = parser.nextToken();
            if (token == null || !token.isScalarValue()) {
                throw WrongSetting.value(SETTING, name, "has its words on the same line, not a list or a block");
            }
            refuseSeparators(name, parser.getText());
            entries.add(name + "=" + parser.getText());
        }
        return String.join(";", entries);
    }

    private static void refuseSeparators(String name, String words) {
        if (List.of(name, words).stream().anyMatch(text -> text.contains(";")) || name.contains("=")) {
            throw WrongSetting.value(SETTING, name, "or its words hold a semicolon, or the name an equals sign");
        }
    }
}
