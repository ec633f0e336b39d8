package dev.authgate.server.token;

import dev.authgate.server.oauth.Scopes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that decides whether a token still counts, read in one look: the token, its grant, its user and its client.
 *
 * @param revoked whether this token alone was revoked
 * @param maker who made the token
 * @param type how it is used
 */
public record TokenStanding(
        String grantId,
        Grant.Status grantStatus,
        boolean revoked,
        Instant issuedAt,
        Instant expiresAt,
        Scopes scopes,
        String clientId,
        boolean clientEnabled,
        String userId,
        String username,
        boolean userEnabled,
        TokenMaker maker,
        String type) {
    /**
     * The same, as far as the maker of the token goes along.
     *
     * @param saidScopes null when the maker does not say
     * @param saidEnd likewise; a later one changes nothing
     */
    TokenStanding narrowed(@Nullable Scopes saidScopes, @Nullable Instant saidEnd) {
        return new TokenStanding(
                grantId,
                grantStatus,
                revoked,
                issuedAt,
                saidEnd != null && saidEnd.isBefore(expiresAt) ? saidEnd : expiresAt,
                saidScopes == null ? scopes : saidScopes,
                clientId,
                clientEnabled,
                userId,
                username,
                userEnabled,
                maker,
                type);
    }

    /** Whether the token is good at this moment. */
    public boolean active(Instant now) {
        return !revoked
                && grantStatus == Grant.Status.ACTIVE
                && clientEnabled
                && userEnabled
                && now.isBefore(expiresAt);
    }
}
