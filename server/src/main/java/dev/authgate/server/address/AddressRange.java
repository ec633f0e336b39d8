package dev.authgate.server.address;

import java.net.InetAddress;

/**
 * A block of IP addresses in CIDR notation, such as {@code 10.0.0.0/8} or {@code ::1}.
 *
 * @param bits how many leading bits must be the same
 */
public record AddressRange(InetAddress network, int bits) {
    /**
     * Reads a block; an address alone is a block of one.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static AddressRange parse(String text) {
        var slash = text.indexOf('/');
        var address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException(text + " is not an address block such as 10.0.0.0/8"));
        var most = address.getAddress().length * 8;
        var bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(text + " must have a prefix of 0 to " + most + " bits");
        }
        return new AddressRange(address, bits);
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
