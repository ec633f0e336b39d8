package dev.authgate.server.service;

import java.net.URI;
import java.time.Duration;

/**
 * How one service is called.
 *
 * @param url where it is: http or https, with a host, without user information or fragment, without a slash at the end
 * @param timeout how long a call may take altogether
 * @param certificates whether it must prove with TLS who it is
 * @param proof how this server proves to the service who it is
 */
public record ServiceSettings(URI url, Duration timeout, Certificates certificates, ServiceProof proof) {
    /** What is done about the certificate of the service. */
    public enum Certificates {
        VERIFIED,
        /** Anybody on the way can pretend to be the service. */
        IGNORED
    }
}
