package dev.authgate.server.session;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * The network an address belongs to, as far as limits care: /24 of IPv4 and /48 of IPv6, which is what one household or
 * company commonly holds. Never looks a name up.
 *
 * @param value such as {@code 203.0.113.0/24} or {@code 2001:db8:1::/48}; a text that is no address stands for itself
 */
public record NetworkPrefix(String value) {
    private static final int IPV4_BYTES = 4;
    private static final int LONGEST = 64;
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);

    /** A colon is required: with one in it, the JDK takes the text for a literal and never asks a name server. */
    private static final Pattern IPV6_LETTERS = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");

    public static NetworkPrefix of(String address) {
        var literal = withoutZone(address);
        if (IPV4.matcher(literal).matches()) {
            return new NetworkPrefix(literal.substring(0, literal.lastIndexOf('.')) + ".0/24");
        }
        if (IPV6_LETTERS.matcher(literal).matches()) {
            return ipv6(literal);
        }
        return itself(address);
    }

    /** Whether both addresses lie in one network. */
    public static boolean sameNetwork(String first, String second) {
        return of(first).equals(of(second));
    }

    /** The part after {@code %} names an interface of the host that wrote the address. */
    private static String withoutZone(String address) {
        var percent = address.indexOf('%');
        return percent < 0 ? address : address.substring(0, percent);
    }

    private static NetworkPrefix ipv6(String literal) {
        try {
            var bytes = InetAddress.getByName(literal).getAddress();
            // An IPv4 address written as IPv6 (::ffff:203.0.113.9) counts as the IPv4 address that it is.
            return bytes.length == IPV4_BYTES
                    ? new NetworkPrefix((bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + ".0/24")
                    : new NetworkPrefix(group(bytes, 0) + ":" + group(bytes, 2) + ":" + group(bytes, 4) + "::/48");
        } catch (UnknownHostException e) {
            return itself(literal);
        }
    }

    private static String group(byte[] bytes, int at) {
        return Integer.toHexString(((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff));
    }

    private static NetworkPrefix itself(String text) {
        return new NetworkPrefix(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }
}
