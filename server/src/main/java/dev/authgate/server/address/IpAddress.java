package dev.authgate.server.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses. The JDK would ask a name server about any text that is none; here such a text never gets there. */
public final class IpAddress {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    /** A colon is required: with one in it, the JDK takes the text for a literal and never asks a name server. */
    private static final Pattern IPV6_LETTERS = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");

    private IpAddress() {}

    /** The address; an IPv6 address may stand in brackets, as in a URL. Empty for anything else. */
    public static Optional<InetAddress> parse(String text) {
        var bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!IPV4.matcher(bare).matches() && !IPV6_LETTERS.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
