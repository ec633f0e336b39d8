package dev.authgate.sdk;

import dev.authgate.sdk.internal.SessionEndpoints;
import dev.authgate.sdk.store.TokenStore;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;

/**
 * What sessions of one client share.
 *
 * @param endpoints the server's calls
 * @param store where the tokens are kept; sessions over the same store exclude each other by its lock
 * @param time the clocks
 * @param listener told what happens; what it throws is logged and otherwise ignored
 * @param http what adapters grow from; it carries no tokens itself
 * @param refreshAhead how long before its end a token is replaced
 */
record SessionParts(
        SessionEndpoints endpoints,
        TokenStore store,
        TimeSource time,
        Consumer<? super SessionEvent> listener,
        OkHttpClient http,
        RefreshAhead refreshAhead) {}
