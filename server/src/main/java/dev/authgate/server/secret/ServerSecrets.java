package dev.authgate.server.secret;

import dev.authgate.server.config.SecretSettings;
import dev.authgate.server.config.Setting;
import dev.authgate.server.storage.SecretChecks;

/**
 * The secrets that the server works with.
 *
 * @param jwt signs access tokens
 * @param session the master key of cookies, user codes and sealed values
 */
public record ServerSecrets(RotatingSecret jwt, RotatingSecret session) {
    /** Takes what the operator has set, and draws once, into files, what is missing. */
    public static ServerSecrets of(SecretSettings settings, SecretFiles files) {
        return new ServerSecrets(
                new RotatingSecret(
                        settings.jwt().orElseGet(() -> files.readOrCreate("jwt-secret")), settings.jwtPrevious()),
                new RotatingSecret(
                        settings.session().orElseGet(() -> files.readOrCreate("session-secret")),
                        settings.sessionPrevious()));
    }

    /**
     * Makes sure that these are the secrets that the database was used with so far.
     *
     * @throws dev.authgate.server.config.WrongSetting naming the one that is not
     */
    public void verify(SecretChecks checks) {
        var check = new SecretCheck(checks);
        check.verify(Setting.JWT_SECRET, jwt);
        check.verify(Setting.SESSION_SECRET, session);
    }
}
