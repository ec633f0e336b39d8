package dev.authgate.server.session;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where to go after signing in or out: RFC 9700 section 4.11, OWASP ASVS 3.7.2. Only a path of this server; everything
 * else, and everything that browsers or proxies could read in two ways, becomes the page that people want anyway.
 */
public final class SafeRedirect {
    /** Where everything else leads. */
    public static final String FALLBACK = "/device";

    private static final int LONGEST = 2000;

    /** After signing in, these lead back to signing in or out. */
    private static final List<String> LOOPS = List.of("/login", "/logout");

    private SafeRedirect() {}

    /** The target itself when it is safe, {@link #FALLBACK} otherwise. */
    public static String to(String target) {
        return isSafe(target) ? target : FALLBACK;
    }

    private static boolean isSafe(String target) {
        return target.length() <= LONGEST
                && target.startsWith("/")
                && !target.startsWith("//")
                && target.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
                && isPlainPath(target);
    }

    private static boolean isPlainPath(String target) {
        try {
            var uri = new URI(target);
            if (uri.getScheme() != null || uri.getRawAuthority() != null || hidesSomething(target)) {
                return false;
            }
            var path = URLDecoder.decode(uri.getRawPath().replace("+", "%2B"), StandardCharsets.UTF_8);
            return !path.contains("//") && !hasDotSegment(path) && !isLoop(path);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** What is left after decoding once must not hold what is refused undecoded. {@code URI} has checked the escapes. */
    private static boolean hidesSomething(String target) {
        return URLDecoder.decode(target, StandardCharsets.UTF_8)
                .chars()
                .anyMatch(c -> c == '\\' || Character.isISOControl(c));
    }

    private static boolean hasDotSegment(String path) {
        return List.of(path.split("/", -1)).stream().anyMatch(part -> part.equals(".") || part.equals(".."));
    }

    private static boolean isLoop(String path) {
        var parameters = path.indexOf(';');
        var bare = parameters < 0 ? path : path.substring(0, parameters);
        return LOOPS.stream().anyMatch(loop -> bare.equals(loop) || bare.startsWith(loop + "/"));
    }
}
