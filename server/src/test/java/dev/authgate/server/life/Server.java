package dev.authgate.server.life;

import java.util.List;

/**
 * Everything that can be done to tokens, with the answer in words. Tokens and grants are numbered in the order in which
 * they first appeared.
 */
interface Server {
    String ANN = "ann";
    String BOB = "bob";
    /** Confidential, its tokens made as the settings say. */
    String TV = "tv";
    /** Public, with lifetimes of its own. */
    String RADIO = "radio";

    long RADIO_ACCESS = 60;
    long RADIO_LIFETIME = 2_000;
    /** A resource server: confidential, may see the tokens of all. */
    String API = "api";
    /** No client at all. */
    String NOBODY = "";

    /** What a person can do to a grant. */
    enum Change {
        END,
        DISOWN,
        DISABLE,
        ENABLE
    }

    String issue(String client, String user, List<String> scopes);

    String refresh(int refreshToken, String client, List<String> scopes);

    /** With a text that is like that refresh token, but not it. */
    String refreshForged(int like, String client);

    String revokeRefreshToken(int refreshToken, String client);

    String revokeAccessToken(int accessToken, String client);

    String revokeForged(int like, String client);

    String change(int grant, String user, Change change);

    void endAll(String user);

    void enable(String userOrClient, boolean enabled);

    void rotate(String client, boolean rotates);

    String introspectAccessToken(int accessToken, String client);

    String introspectRefreshToken(int refreshToken, String client);

    String introspectForged(int like, String client);

    String tokenInfo(int accessToken);

    /** With an access token whose signature was changed. */
    String tokenInfoForged(int like);

    void pass(long seconds);

    /** Cleans up what has ended. */
    void sweep();

    /** The status of each grant. */
    List<String> statuses();

    /** How often the reuse of a spent token was found and audited. */
    int reuses();

    int refreshTokens();

    /** Whose refresh token it is. */
    String clientOf(int refreshToken);

    int accessTokens();
}
