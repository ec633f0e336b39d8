package dev.authgate.server.user;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The words and runs that guessers try first. What counts is how much of a password is left without them, so that a
 * sentence may contain the word "password" and {@code P@ssw0rd12345678} may not hide behind its length.
 */
final class GuessableWords {
    private static final String RESOURCE = "common-passwords.txt";
    private static final int SHORTEST_RUN = 4;
    private static final int SHORTEST_NAME = 3;
    private static final List<String> ROWS = List.of(
            "abcdefghijklmnopqrstuvwxyz",
            "01234567890",
            "qwertyuiop",
            "qwertzuiop",
            "azertyuiop",
            "asdfghjkl",
            "zxcvbnm",
            "yxcvbnm",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
            "1q2w3e4r5t6y7u8i9o0p");

    private final List<String> words;
    private final List<String> runs;

    private GuessableWords(List<String> words) {
        this.words = words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        this.runs = ROWS.stream()
                .flatMap(row -> Stream.of(row, new StringBuilder(row).reverse().toString()))
                .toList();
    }

    /** Reads the list that lies beside this class: one word a line, {@code #} begins a remark. */
    static GuessableWords load() {
        try (var in = GuessableWords.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the jar");
            }
            return new GuessableWords(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.strip().toLowerCase(Locale.ROOT))
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How many letters and digits of the password are neither a common word, nor the username, nor part of a run; the
     * least count of reading it as typed and of reading {@code @}, {@code 0}, {@code 3} and the like as letters.
     *
     * @param password in lower case
     * @param username in lower case; one of fewer than three characters is not looked for
     */
    int lettersLeft(String password, String username) {
        return Math.min(left(password, username), left(withoutDisguise(password), withoutDisguise(username)));
    }

    private int left(String password, String username) {
        var rest = password;
        if (PasswordText.characters(username) >= SHORTEST_NAME) {
            rest = rest.replace(username, " ");
        }
        for (var word : words) {
            rest = rest.replace(word, " ");
        }
        return lettersAndDigits(withoutRuns(rest));
    }

    private static String withoutDisguise(String text) {
        return text.replace('@', 'a')
                .replace('4', 'a')
                .replace('3', 'e')
                .replace('1', 'i')
                .replace('!', 'i')
                .replace('0', 'o')
                .replace('5', 's')
                .replace('$', 's')
                .replace('7', 't');
    }

    private String withoutRuns(String text) {
        var rest = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            var run = runAt(text, at);
            if (run >= SHORTEST_RUN) {
                at += run;
            } else {
                rest.append(text.charAt(at));
                at++;
            }
        }
        return rest.toString();
    }

    /** The length of the longest run that begins here: neighbours in a row, or the same character again. */
    private int runAt(String text, int from) {
        var longest = 1;
        while (from + longest < text.length() && text.charAt(from + longest) == text.charAt(from)) {
            longest++;
        }
        for (var row : runs) {
            longest = Math.max(longest, shared(text, from, row));
        }
        return longest;
    }

    private static int shared(String text, int from, String row) {
        var longest = 0;
        for (int start = row.indexOf(text.charAt(from));
                start >= 0;
                start = row.indexOf(text.charAt(from), start + 1)) {
            var length = 0;
            while (from + length < text.length()
                    && start + length < row.length()
                    && text.charAt(from + length) == row.charAt(start + length)) {
                length++;
            }
            longest = Math.max(longest, length);
        }
        return longest;
    }

    private static int lettersAndDigits(String text) {
        return (int) text.codePoints().filter(Character::isLetterOrDigit).count();
    }
}
