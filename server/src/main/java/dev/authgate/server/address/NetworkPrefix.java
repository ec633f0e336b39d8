package dev.authgate.server.address;

/**
 * The network an address belongs to, as far as limits care: /24 of IPv4 and /48 of IPv6, which is what one household or
 * company commonly holds. Never looks a name up.
 *
 * @param value such as {@code 203.0.113.0/24} or {@code 2001:db8:1::/48}; a text that is no address stands for itself
 */
public record NetworkPrefix(String value) {
    private static final int IPV4_BYTES = 4;
    private static final int LONGEST = 64;

    public static NetworkPrefix of(String address) {
        return IpAddress.parse(withoutZone(address))
                .map(literal -> of(literal.getAddress()))
                .orElseGet(() -> itself(address));
    }

    /** An IPv4 address written as IPv6 (::ffff:203.0.113.9) counts as the IPv4 address that it is. */
    private static NetworkPrefix of(byte[] bytes) {
        return bytes.length == IPV4_BYTES
                ? new NetworkPrefix((bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + ".0/24")
                : new NetworkPrefix(group(bytes, 0) + ":" + group(bytes, 2) + ":" + group(bytes, 4) + "::/48");
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

    private static String group(byte[] bytes, int at) {
        return Integer.toHexString(((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff));
    }

    private static NetworkPrefix itself(String text) {
        return new NetworkPrefix(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }
}
