package dev.authgate.server.session;

final class MemoryAttemptsTest extends AttemptsContract {
    private final MemoryAttempts attempts = new MemoryAttempts();

    @Override
    protected Attempts attempts() {
        return attempts;
    }
}
