package dev.authgate.server.storage;

final class MemorySecretChecksTest extends SecretChecksContract {
    private final MemorySecretChecks checks = new MemorySecretChecks();

    @Override
    protected SecretChecks checks() {
        return checks;
    }
}
