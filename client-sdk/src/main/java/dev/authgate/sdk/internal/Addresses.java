package dev.authgate.sdk.internal;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which addresses may be called or shown: {@code https}, or {@code http} on this machine. */
public final class Addresses {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private Addresses() {}

    /**
     * The same address, if it is safe.
     *
     * @param what how the message calls it
     * @throws IllegalArgumentException if it is not, saying what is allowed
     */
    public static URI requireSafe(String what, URI address) {
        if (!isSafe(address)) {
            throw new IllegalArgumentException(what + " is " + address
                    + ": it has to be an https address, or http on localhost, without user name and fragment");
        }
        return address;
    }

    /** Whether it is {@code https}, or {@code http} on this machine, with a host and without user and fragment. */
    public static boolean isSafe(URI address) {
        return address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawFragment() == null
                && (isHttps(address) || ("http".equals(scheme(address)) && isLoopback(address)));
    }

    /** Whether it is {@code https}. */
    public static boolean isHttps(URI address) {
        return "https".equals(scheme(address));
    }

    /** What a server wrote, if it is a safe address; nothing if it is anything else. */
    public static Optional<URI> safe(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(text)).filter(Addresses::isSafe);
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static boolean isLoopback(URI address) {
        return LOOPBACK.matcher(address.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    private static String scheme(URI address) {
        return address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    }
}
