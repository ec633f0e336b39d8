package dev.authgate.server.service;

import dev.authgate.server.service.ServiceSettings.Certificates;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A company with its desk, its service on a real socket, and a client that asks it. */
public final class Company implements AutoCloseable {
    public static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final CompanyDesk desk;
    private final CompanyService service;
    private final ServiceClient client;

    /** Opens at a time at which its clock stands still. */
    public Company(Instant now) {
        this.desk = new CompanyDesk(now::getEpochSecond);
        this.service = CompanyService.open(desk);
        this.client = clientOf(service);
    }

    /** A client of a service that may do anything. */
    public static ServiceClient clientOf(CompanyService service) {
        var settings = new ServiceSettings(
                URI.create("http://localhost:" + service.port() + "/api"),
                TIMEOUT,
                Certificates.VERIFIED,
                ServiceProof.none());
        return new ServiceClient("service of the test", settings, Clock.systemUTC());
    }

    public CompanyDesk desk() {
        return desk;
    }

    public CompanyService service() {
        return service;
    }

    public ServiceClient client() {
        return client;
    }

    /** How often that path was asked. */
    public long asked(String path) {
        return service.asked().stream()
                .filter(question -> question.target().endsWith(path))
                .count();
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }
}
