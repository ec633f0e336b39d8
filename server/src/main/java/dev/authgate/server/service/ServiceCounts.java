package dev.authgate.server.service;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Timer;

/**
 * What is counted of a service.
 *
 * @param calls how many there were, and how long they took
 * @param failures how many gave no answer that could be used
 * @param turnedAway how many were not made, because the service was left alone or had too much to do
 */
public record ServiceCounts(Timer calls, Counter failures, Counter turnedAway) {
    ServiceCounts() {
        this(new Timer(), new Counter(), new Counter());
    }
}
