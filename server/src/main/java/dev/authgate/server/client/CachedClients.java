package dev.authgate.server.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Remembers clients for less than a second, because every request asks for one and they hardly ever change. */
public final class CachedClients implements Clients {
    private static final Duration FRESH = Duration.ofMillis(900);
    private static final int MOST = 10_000;

    private final Clients stored;
    private final Cache<String, Optional<Client>> recent;

    public CachedClients(Clients stored) {
        this(stored, Ticker.systemTicker());
    }

    CachedClients(Clients stored, Ticker ticker) {
        this.stored = stored;
        this.recent = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(FRESH)
                .ticker(ticker)
                .build();
    }

    @Override
    public Optional<Client> find(String id) {
        var known = recent.getIfPresent(id);
        if (known != null) {
            return known;
        }
        var found = stored.find(id);
        recent.put(id, found);
        return found;
    }

    @Override
    public boolean add(Client client) {
        var added = stored.add(client);
        recent.invalidate(client.id());
        return added;
    }

    @Override
    public boolean replace(Client expected, Client next) {
        var replaced = stored.replace(expected, next);
        recent.invalidate(next.id());
        return replaced;
    }

    @Override
    public List<Client> all() {
        return stored.all();
    }
}
