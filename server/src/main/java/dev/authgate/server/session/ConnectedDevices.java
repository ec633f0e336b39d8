package dev.authgate.server.session;

import dev.authgate.server.audit.Origin;
import dev.authgate.server.user.User;
import java.time.Instant;

/** The devices that somebody has connected to the account. */
public interface ConnectedDevices {
    /** Ends all of them for good; joins the unit of work at hand. */
    void endAllOf(User user, Origin origin, Instant now);
}
