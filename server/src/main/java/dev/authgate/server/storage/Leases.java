package dev.authgate.server.storage;

import java.time.Instant;

/** Work that one at a time may do, of all nodes together. */
public interface Leases {
    /**
     * Takes or prolongs a lease; false while another holder has it. A holder that dies loses it when its time is over.
     *
     * @param holder names the one who asks
     */
    boolean take(String name, String holder, Instant now, Instant until);

    /** Gives a lease back before its time is over; does nothing when somebody else has it. */
    void release(String name, String holder);
}
