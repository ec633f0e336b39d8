package dev.authgate.server.config;

import static dev.authgate.server.config.Setting.BASE_URL;

import dev.authgate.server.address.IpAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** RFC 8414 section 2: the issuer is a URL without query or fragment. It is also the beginning of every link. */
final class BaseUrl {
    private static final String FORM = "write it like https://auth.example.com";

    private BaseUrl() {}

    /**
     * Checks the URL and gives it back.
     *
     * @throws WrongSetting when it is not one that people and devices could use safely
     */
    static String checked(String text, boolean insecureAllowed) {
        var url = parsed(text);
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        refuseIf(!scheme.equals("https") && !scheme.equals("http"), text, "is not an absolute http or https URL");
        refuseIf(url.getHost() == null, text, "has no usable host");
        refuseIf(url.getRawUserInfo() != null, "with user information", "is not allowed");
        refuseIf(url.getRawQuery() != null || url.getRawFragment() != null, text, "has a query or a fragment");
        refuseIf(text.endsWith("/"), text, "has a slash at the end");
        refuseIf(!url.getRawPath().isEmpty(), text, "has a path; the server answers at the root of its host");
        if (scheme.equals("http") && !insecureAllowed && !isLoopback(url.getHost())) {
            throw WrongSetting.value(
                    BASE_URL,
                    text,
                    "sends tokens and passwords in the clear; use https, or set ALLOW_INSECURE_BASE_URL=true in a"
                            + " network that you trust");
        }
        return text;
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw WrongSetting.value(BASE_URL, text, "is not a URL; " + FORM);
        }
    }

    private static void refuseIf(boolean wrong, String text, String problem) {
        if (wrong) {
            throw WrongSetting.value(BASE_URL, text, problem + "; " + FORM);
        }
    }

    static boolean isLoopback(@Nullable String host) {
        return host != null
                && (host.equalsIgnoreCase("localhost")
                        || IpAddress.parse(host)
                                .filter(InetAddress::isLoopbackAddress)
                                .isPresent());
    }
}
