package dev.authgate.server.token;

final class MemoryGrantsTest extends GrantsContract {
    private final MemoryGrants grants = new MemoryGrants();

    @Override
    protected Grants grants() {
        return grants;
    }
}
