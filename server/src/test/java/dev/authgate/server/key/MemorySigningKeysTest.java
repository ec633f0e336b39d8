package dev.authgate.server.key;

final class MemorySigningKeysTest extends SigningKeysContract {
    private final MemorySigningKeys keys = new MemorySigningKeys();

    @Override
    protected SigningKeys keys() {
        return keys;
    }
}
