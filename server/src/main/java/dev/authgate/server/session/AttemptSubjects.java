package dev.authgate.server.session;

import dev.authgate.server.address.NetworkPrefix;
import dev.authgate.server.oauth.Hmac;
import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.user.User;

/**
 * Names what attempts are counted under.
 *
 * <p>People type passwords into the field for the username, so what was typed is never stored. An HMAC under a key of
 * the server stands for it: a plain hash of a password could be guessed back by whoever reads the table.
 */
public final class AttemptSubjects {
    private final Hmac hmac;

    public AttemptSubjects(MasterSecret secret) {
        this.hmac = new Hmac(secret.derive("authgate attempt subject"));
    }

    /** The account that was asked for, whether it exists or not; {@code purpose} keeps counts of different kinds apart. */
    public String account(String purpose, String username) {
        return purpose + ":account:" + hmac.of(User.key(username));
    }

    /** The network that the asker is in. */
    public String network(String purpose, String address) {
        return purpose + ":network:" + NetworkPrefix.of(address).value();
    }
}
