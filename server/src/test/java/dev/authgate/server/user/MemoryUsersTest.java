package dev.authgate.server.user;

final class MemoryUsersTest extends UsersContract {
    private final MemoryUsers users = new MemoryUsers();

    @Override
    protected Users users() {
        return users;
    }
}
