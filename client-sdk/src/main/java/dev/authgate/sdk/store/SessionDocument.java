package dev.authgate.sdk.store;

import dev.authgate.sdk.internal.JsonTree;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session as the members of a JSON object. Members that this version does not know stay as they are, so that an older
 * program does not take away what a newer one wrote.
 */
record SessionDocument(Map<String, Object> members) {
    private static final String VERSION = "version";
    private static final long NEWEST = 1;
    private static final String ISSUER = "issuer";
    private static final String CLIENT_ID = "clientId";
    private static final String PROFILE = "profile";
    private static final String ACCESS_TOKEN = "accessToken";
    private static final String ISSUED_AT = "accessTokenIssuedAt";
    private static final String EXPIRES_AT = "accessTokenExpiresAt";
    private static final String REFRESH_TOKEN = "refreshToken";
    private static final String SCOPES = "scopes";
    private static final String GENERATION = "generation";
    private static final String SIGNED_IN_AT = "signedInAt";

    static SessionDocument read(JsonTree json, byte[] bytes) throws IOException {
        return new SessionDocument(json.readObject(bytes));
    }

    /** A later version may mean something else by the same members. */
    boolean isFromTheFuture() {
        return members.get(VERSION) instanceof Long version && version > NEWEST;
    }

    SessionKey key() throws IOException {
        try {
            return new SessionKey(new URI(text(ISSUER)), text(CLIENT_ID), text(PROFILE));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("no usable " + ISSUER + ", " + CLIENT_ID + " and " + PROFILE, e);
        }
    }

    StoredSession session() throws IOException {
        var expiresAt = instant(EXPIRES_AT);
        var generation = members.get(GENERATION);
        if (!(generation instanceof Long number)) {
            throw missing(GENERATION);
        }
        return new StoredSession(
                text(ACCESS_TOKEN),
                instant(ISSUED_AT),
                expiresAt,
                members.get(REFRESH_TOKEN) instanceof String token ? token : null,
                scopes(),
                number,
                instant(SIGNED_IN_AT));
    }

    private List<String> scopes() throws IOException {
        if (!(members.get(SCOPES) instanceof List<?> elements)) {
            throw missing(SCOPES);
        }
        var scopes = new ArrayList<String>();
        for (var element : elements) {
            scopes.add(element.toString());
        }
        return scopes;
    }

    private String text(String name) throws IOException {
        return text(members, name);
    }

    private Instant instant(String name) throws IOException {
        return instant(members, name);
    }

    static String text(Map<String, Object> members, String name) throws IOException {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw missing(name);
    }

    static Instant instant(Map<String, Object> members, String name) throws IOException {
        try {
            return OffsetDateTime.parse(text(members, name)).toInstant();
        } catch (DateTimeException e) {
            throw missing(name);
        }
    }

    private static IOException missing(String name) {
        return new IOException("no usable member " + name);
    }

    SessionDocument with(SessionKey key, StoredSession session) {
        var next = new LinkedHashMap<>(members);
        next.put(VERSION, NEWEST);
        next.put(ISSUER, key.issuer().toString());
        next.put(CLIENT_ID, key.clientId());
        next.put(PROFILE, key.profile());
        next.put(ACCESS_TOKEN, session.accessToken());
        next.put(ISSUED_AT, session.accessTokenIssuedAt().toString());
        next.put(EXPIRES_AT, session.accessTokenExpiresAt().toString());
        putOrRemove(next, REFRESH_TOKEN, session.refreshToken());
        next.put(SCOPES, session.scopes());
        next.put(GENERATION, session.generation());
        next.put(SIGNED_IN_AT, session.signedInAt().toString());
        return new SessionDocument(next);
    }

    static void putOrRemove(Map<String, Object> members, String name, @Nullable String value) {
        if (value == null) {
            members.remove(name);
        } else {
            members.put(name, value);
        }
    }
}
