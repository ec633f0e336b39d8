package dev.authgate.sdk.store;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Sessions to keep. */
final class SampleSessions {
    static final URI ISSUER = URI.create("https://auth.example.com");
    static final SessionKey KEY = new SessionKey(ISSUER, "my-cli", SessionKey.DEFAULT_PROFILE);
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456789Z");

    private SampleSessions() {}

    static StoredSession session(long generation) {
        return new StoredSession(
                "access-" + generation,
                NOON.plusSeconds(generation),
                NOON.plusSeconds(generation + 3600),
                "refresh-" + generation,
                List.of("read", "write"),
                generation,
                NOON);
    }

    static StoredSession withoutRefreshToken() {
        return new StoredSession("access", NOON, NOON.plusSeconds(60), null, List.of(), 0, NOON);
    }
}
