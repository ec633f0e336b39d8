package dev.authgate.server.service;

/** A service that takes and gives JSON. */
@FunctionalInterface
public interface JsonService {
    /**
     * Asks, and waits for the answer. Never to be called inside a unit of work.
     *
     * @throws ServiceFailure when there is no answer that can be used
     */
    ServiceAnswer post(ServiceRequest request);
}
