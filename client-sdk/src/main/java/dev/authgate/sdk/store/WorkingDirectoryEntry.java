package dev.authgate.sdk.store;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client's session in the format of the first AuthGate command lines: {@code access_token}, {@code refresh_token},
 * {@code token_type}, {@code expires_at}, {@code client_id}. What those do not know stands beside it under names they
 * leave alone, and may be missing.
 */
record WorkingDirectoryEntry(Map<String, Object> members) {
    static final WorkingDirectoryEntry NEW = new WorkingDirectoryEntry(Map.of());

    private static final String ACCESS_TOKEN = "access_token";
    private static final String REFRESH_TOKEN = "refresh_token";
    private static final String TOKEN_TYPE = "token_type";
    private static final String EXPIRES_AT = "expires_at";
    private static final String CLIENT_ID = "client_id";
    private static final String ISSUER = "issuer";
    private static final String ISSUED_AT = "issued_at";
    private static final String SCOPE = "scope";
    private static final String GENERATION = "generation";
    private static final String SIGNED_IN_AT = "signed_in_at";

    /** Reads what must be there, so that a broken entry is known at once. */
    static WorkingDirectoryEntry read(Object value) throws IOException {
        if (!(value instanceof Map<?, ?> found)) {
            throw new IOException("an entry is not an object");
        }
        var members = new LinkedHashMap<String, Object>();
        found.forEach((name, member) -> members.put(String.valueOf(name), member));
        SessionDocument.text(members, ACCESS_TOKEN);
        SessionDocument.instant(members, EXPIRES_AT);
        return new WorkingDirectoryEntry(members);
    }

    Optional<String> clientId() {
        return text(CLIENT_ID);
    }

    /** The server, unless a program wrote the entry that notes none. */
    Optional<URI> issuer() {
        try {
            return text(ISSUER).map(URI::create);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isFor(URI server) {
        return issuer().map(server::equals).orElse(true);
    }

    private Optional<String> text(String name) {
        return members.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    StoredSession session() {
        try {
            var expiresAt = SessionDocument.instant(members, EXPIRES_AT);
            var issuedAt = instantOr(ISSUED_AT, expiresAt);
            return new StoredSession(
                    SessionDocument.text(members, ACCESS_TOKEN),
                    issuedAt,
                    expiresAt,
                    text(REFRESH_TOKEN).orElse(null),
                    text(SCOPE).map(scope -> List.of(scope.split(" "))).orElse(List.of()),
                    members.get(GENERATION) instanceof Long generation ? generation : 0,
                    instantOr(SIGNED_IN_AT, issuedAt));
        } catch (IOException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    private Instant instantOr(String name, Instant otherwise) {
        try {
            return SessionDocument.instant(members, name);
        } catch (IOException e) {
            return otherwise;
        }
    }

    WorkingDirectoryEntry with(URI issuer, String clientId, StoredSession session) {
        var next = new LinkedHashMap<>(members);
        next.put(ACCESS_TOKEN, session.accessToken());
        SessionDocument.putOrRemove(next, REFRESH_TOKEN, session.refreshToken());
        next.put(TOKEN_TYPE, "Bearer");
        next.put(EXPIRES_AT, session.accessTokenExpiresAt().toString());
        next.put(CLIENT_ID, clientId);
        next.put(ISSUER, issuer.toString());
        next.put(ISSUED_AT, session.accessTokenIssuedAt().toString());
        SessionDocument.putOrRemove(
                next, SCOPE, session.scopes().isEmpty() ? null : String.join(" ", session.scopes()));
        next.put(GENERATION, session.generation());
        next.put(SIGNED_IN_AT, session.signedInAt().toString());
        return new WorkingDirectoryEntry(next);
    }
}
