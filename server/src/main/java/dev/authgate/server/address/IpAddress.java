package dev.authgate.server.address;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Optional;

/** Reads IP addresses. The JDK would ask a name server about any text that is none; here such a text never gets there. */
public final class IpAddress {
    private IpAddress() {}

    /**
     * The address; an IPv6 address may stand in brackets, as in a URL. Empty for anything else, and for an address with a
     * zone, which means something only on the host that wrote it.
     */
    public static Optional<InetAddress> parse(String text) {
        var bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        return bare.indexOf('%') < 0 && InetAddresses.isInetAddress(bare)
                ? Optional.of(InetAddresses.forString(bare))
                : Optional.empty();
    }
}
