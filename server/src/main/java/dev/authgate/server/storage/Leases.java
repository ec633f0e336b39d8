package dev.authgate.server.storage;

import java.time.Instant;

/** Work that one node at a time may do. */
public interface Leases {
    /**
     * Takes or prolongs a lease; false while another holder has it. A holder that dies loses it when its time is over.
     *
     * @param holder names the one who asks
     */
    boolean take(String name, String holder, Instant now, Instant until);
}
