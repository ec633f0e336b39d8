package dev.authgate.server.session;

final class MemorySessionsTest extends SessionsContract {
    private final MemorySessions sessions = new MemorySessions();

    @Override
    protected Sessions sessions() {
        return sessions;
    }
}
