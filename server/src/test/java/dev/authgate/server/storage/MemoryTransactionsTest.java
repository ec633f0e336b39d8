package dev.authgate.server.storage;

final class MemoryTransactionsTest extends TransactionsContract {
    private final MemorySecretChecks checks = new MemorySecretChecks();
    private final MemoryTransactions transactions = new MemoryTransactions(checks);

    @Override
    protected Transactions transactions() {
        return transactions;
    }

    @Override
    protected SecretChecks checks() {
        return checks;
    }
}
