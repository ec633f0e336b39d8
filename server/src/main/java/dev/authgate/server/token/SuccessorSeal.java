package dev.authgate.server.token;

import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.oauth.Seal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Seals the successor of a spent refresh token, so that racing callers can all be given the same one.
 *
 * <p>The key is made of a server secret and the spent token itself: whoever reads the database has neither, and whoever
 * has the server secret still needs a token that was presented.
 */
public final class SuccessorSeal {
    private static final String PURPOSE = "authgate refresh token successor ";

    private final MasterSecret secret;

    public SuccessorSeal(MasterSecret secret) {
        this.secret = secret;
    }

    String seal(String spentToken, String successor) {
        return new Seal(secret, PURPOSE + spentToken).seal(successor.getBytes(StandardCharsets.US_ASCII));
    }

    /** The successor; empty when it was sealed with another token, or under a secret that is no longer known. */
    Optional<String> open(String spentToken, String sealed) {
        return new Seal(secret, PURPOSE + spentToken)
                .open(sealed)
                .map(plain -> new String(plain, StandardCharsets.US_ASCII));
    }
}
