package dev.authgate.server.storage;

/** One conditional statement: of all who attempt it, on all nodes, one succeeds. */
@FunctionalInterface
public interface Claim {
    /**
     * Attempts it; false when somebody else was faster, or there is nothing to claim any more.
     *
     * @throws StorageUnavailable when the database cannot be reached or is overloaded
     */
    boolean attempt();
}
