package dev.authgate.server.user;

import java.text.Normalizer;

/** A password as it is counted and hashed, and the longest one that anybody looks at. */
public final class PasswordText {
    /** The most characters (Unicode code points) a password may have; longer ones are refused before any work. */
    public static final int LONGEST = 1024;

    private PasswordText() {}

    /**
     * NIST SP 800-63B-4 section 3.1.1.2: one form (NFKC) for what different keyboards send for the same letters, before
     * the password is counted or hashed.
     */
    static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    /** Whether it is longer than {@link #LONGEST}, as typed or after normalising. */
    public static boolean isTooLong(String password) {
        return characters(password) > LONGEST || characters(normal(password)) > LONGEST;
    }

    static int characters(String text) {
        return text.codePointCount(0, text.length());
    }
}
