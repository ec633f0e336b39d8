package dev.authgate.server.user;

import dev.authgate.server.oauth.Secrets;

/** Makes passwords that a person can read off a screen and type: 16 characters, 93 random bits. */
public final class RandomPassword {
    /** Letters and digits without those that look alike: 0 O o, 1 l I. */
    static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 16;

    private final Secrets secrets;

    public RandomPassword(Secrets secrets) {
        this.secrets = secrets;
    }

    /** A new one, every character as likely as any other. */
    public String next() {
        var password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(secrets.below(ALPHABET.length())));
        }
        return password.toString();
    }
}
