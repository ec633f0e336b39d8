package dev.authgate.sdk.store;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Sessions in memory")
final class MemoryTokenStoreTest extends TokenStoreContract {
    private final MemoryTokenStore store = TokenStores.memory();

    @Override
    TokenStore store() {
        return store;
    }
}
