package dev.authgate.server.life;

import java.util.Random;

/**
 * The settings that matter to the life of a token; times in seconds.
 *
 * @param rotation whether a refresh spends the refresh token, for clients that say nothing else
 * @param sliding whether a refresh makes the grant last its whole lifetime again
 * @param grace how long a spent token is given its successor again
 * @param access how long an access token lasts
 * @param lifetime how long a grant lasts
 */
record Rules(boolean rotation, boolean sliding, long grace, long access, long lifetime) {
    static Rules drawn(Random random) {
        return new Rules(
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(4) == 0 ? 0 : 30,
                300,
                random.nextInt(4) == 0 ? 200 : 3_600);
    }
}
