package dev.authgate.server.session;

import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.user.User;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names what attempts are counted under.
 *
 * <p>People type passwords into the field for the username, so what was typed is never stored. An HMAC under a key of
 * the server stands for it: a plain hash of a password could be guessed back by whoever reads the table.
 */
public final class AttemptSubjects {
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    public AttemptSubjects(MasterSecret secret) {
        this.key = new SecretKeySpec(secret.derive("authgate attempt subject"), HMAC);
    }

    /** The account that was asked for, whether it exists or not; {@code purpose} keeps counts of different kinds apart. */
    public String account(String purpose, String username) {
        return purpose + ":account:" + keyed(User.key(username));
    }

    /** The network that the asker is in. */
    public String network(String purpose, String address) {
        return purpose + ":network:" + NetworkPrefix.of(address).value();
    }

    private String keyed(String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HMAC-SHA256", e);
        }
    }
}
