package dev.authgate.server.config;

import java.util.Optional;

/**
 * The secrets that the operator has set.
 *
 * @param jwt signs access tokens; empty when the server shall draw one by itself
 * @param jwtPrevious still verifies access tokens
 * @param session the master key of cookies, user codes and sealed values; empty likewise
 * @param sessionPrevious still opens what was sealed with it
 */
public record SecretSettings(
        Optional<String> jwt,
        Optional<String> jwtPrevious,
        Optional<String> session,
        Optional<String> sessionPrevious) {
    /** Never shows a secret. */
    @Override
    public String toString() {
        return "SecretSettings[...]";
    }
}
