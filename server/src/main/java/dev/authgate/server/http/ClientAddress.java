package dev.authgate.server.http;

import dev.authgate.server.address.AddressRange;
import dev.authgate.server.address.IpAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Tells where a request really came from: OWASP ASVS 4.1.3.
 *
 * <p>{@code X-Forwarded-For} counts only from a proxy that the operator trusts; it is then read from the right, and the
 * first address that is no trusted proxy is the asker. Anything further left was written by the asker itself.
 */
public final class ClientAddress {
    private final List<AddressRange> trustedProxies;

    public ClientAddress(List<AddressRange> trustedProxies) {
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    /**
     * The asker's address.
     *
     * @param peer who holds the other end of the connection
     * @param forwardedFor the values of all {@code X-Forwarded-For} headers, in order
     */
    public String of(String peer, List<String> forwardedFor) {
        var address = IpAddress.parse(peer);
        if (address.isEmpty() || !trusted(address.get())) {
            return address.map(InetAddress::getHostAddress).orElse(peer);
        }
        var last = address.get();
        for (var hop : fromTheRight(forwardedFor)) {
            var parsed = IpAddress.parse(hop);
            if (parsed.isEmpty()) {
                break;
            }
            last = parsed.get();
            if (!trusted(last)) {
                break;
            }
        }
        return last.getHostAddress();
    }

    private static List<String> fromTheRight(List<String> forwardedFor) {
        var hops = new ArrayList<String>();
        forwardedFor.forEach(header -> hops.addAll(List.of(header.split(",", -1))));
        hops.replaceAll(String::strip);
        Collections.reverse(hops);
        return hops;
    }

    private boolean trusted(InetAddress address) {
        return Optional.of(address)
                .filter(peer -> trustedProxies.stream().anyMatch(range -> range.contains(peer)))
                .isPresent();
    }
}
