package dev.authgate.server.client;

final class MemoryClientsTest extends ClientsContract {
    private final MemoryClients clients = new MemoryClients();

    @Override
    protected Clients clients() {
        return clients;
    }
}
