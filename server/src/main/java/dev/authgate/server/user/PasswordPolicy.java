package dev.authgate.server.user;

import java.util.Optional;

/**
 * NIST SP 800-63B-4 section 3.1.1.2: which passwords are accepted. At least 15 characters, because the password is the
 * only factor; none that guessers try first; no rules about which kinds of characters to use, and no expiry.
 */
public final class PasswordPolicy {
    /** Characters, of a password that people choose. */
    public static final int SHORTEST = 15;

    private static final int FEWEST_DIFFERENT = 5;
    private static final String ADVICE = " Three or four words that do not belong together work well.";

    private final int shortest;
    private final GuessableWords guessable;

    private PasswordPolicy(int shortest) {
        this.shortest = shortest;
        this.guessable = GuessableWords.load();
    }

    /** For passwords that people choose. */
    public static PasswordPolicy standard() {
        return new PasswordPolicy(SHORTEST);
    }

    /** For passwords that the operator sets for the first start: shorter ones are allowed, guessable ones are not. */
    public static PasswordPolicy atLeast(int characters) {
        return new PasswordPolicy(characters);
    }

    /** What is wrong with the password, in words for the person who chose it; empty when nothing is. */
    public Optional<String> problem(String password, String username) {
        // Looked at as typed first: normalising a megabyte is work.
        if (PasswordText.isTooLong(password)) {
            return Optional.of("Choose a password of at most " + PasswordText.LONGEST + " characters.");
        }
        var normal = PasswordText.normal(password);
        if (PasswordText.characters(normal) < shortest) {
            return Optional.of("Choose a password of at least " + shortest + " characters." + ADVICE);
        }
        if (normal.codePoints().distinct().count() < FEWEST_DIFFERENT || isRepetition(normal)) {
            return Optional.of("This password repeats itself. Choose one with more variety." + ADVICE);
        }
        return guessableProblem(User.key(password), User.key(username));
    }

    private Optional<String> guessableProblem(String password, String username) {
        var enough = shortest / 2;
        if (guessable.lettersLeft(password, username) >= enough) {
            return Optional.empty();
        }
        // With nobody's name the same password may be fine: then it is the name that is wrong with it.
        return Optional.of(
                guessable.lettersLeft(password, "") >= enough
                        ? "Choose a password that is not built on your username." + ADVICE
                        : "This password is among the first that somebody would guess. Choose another one." + ADVICE);
    }

    /** Whether a part of at most half the length is written again and again, the last time perhaps cut short. */
    private static boolean isRepetition(String text) {
        for (int period = 1; period <= text.length() / 2; period++) {
            if (text.startsWith(text.substring(period))) {
                return true;
            }
        }
        return false;
    }
}
