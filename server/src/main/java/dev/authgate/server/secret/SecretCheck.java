package dev.authgate.server.secret;

import dev.authgate.server.config.Setting;
import dev.authgate.server.config.WrongSetting;
import dev.authgate.server.oauth.Hmac;
import dev.authgate.server.storage.SecretChecks;

/**
 * Compares a secret with the check value in the database: a node with another secret would refuse everyone's tokens and
 * sign everyone out, so it must not start.
 */
final class SecretCheck {
    private static final String LABEL = "authgate secret check 1 ";

    private final SecretChecks checks;

    SecretCheck(SecretChecks checks) {
        this.checks = checks;
    }

    void verify(Setting setting, RotatingSecret secret) {
        var name = setting.name();
        var ours = value(name, secret.current());
        if (checks.putIfAbsent(name, ours)) {
            return;
        }
        var theirs = checks.find(name).orElse("");
        if (theirs.equals(ours)) {
            return;
        }
        if (secret.previous()
                .map(previous -> value(name, previous))
                .filter(theirs::equals)
                .isEmpty()) {
            throw new WrongSetting(
                    setting,
                    "is not the secret that this database was used with so far; set that one, or set it as " + name
                            + "_PREVIOUS to change it on purpose");
        }
        checks.replace(name, ours);
    }

    /** Tells nothing of the secret, which has at least 32 bytes that nobody can try out. */
    private static String value(String name, String secret) {
        return new Hmac(secret).of(LABEL + name);
    }
}
