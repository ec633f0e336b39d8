package dev.authgate.server.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of IP addresses in CIDR notation, such as {@code 10.0.0.0/8} or {@code ::1}.
 *
 * @param bits how many leading bits must be the same
 */
public record AddressRange(InetAddress network, int bits) {
    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    /**
     * Reads a block; an address alone is a block of one.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static AddressRange parse(String text) {
        var slash = text.indexOf('/');
        var address = parseAddress(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException(text + " is not an address block such as 10.0.0.0/8"));
        var most = address.getAddress().length * 8;
        var bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(text + " must have a prefix of 0 to " + most + " bits");
        }
        return new AddressRange(address, bits);
    }

    /** Reads an IP address; never asks a name server. */
    public static Optional<InetAddress> parseAddress(String text) {
        var bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!LITERAL.matcher(bare).matches()
                || (bare.indexOf(':') < 0 && bare.chars().filter(c -> c == '.').count() != 3)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        var ours = network.getAddress();
        var theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (var bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> (bit % 8);
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
