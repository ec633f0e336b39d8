package dev.authgate.server.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One question to a service.
 *
 * @param path what is added to the URL of the service; empty, or with a slash in front
 * @param members the members of the JSON object, texts and whole numbers, in this order
 * @param repetition whether it may be asked twice when nobody knows whether it arrived
 */
public record ServiceRequest(String path, Map<String, Object> members, Repetition repetition) {
    /** Keeps the order of the members. */
    public ServiceRequest {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** Whether asking twice does no harm. */
    public enum Repetition {
        /** Each arrival counts: a password would be tried twice. */
        HARMFUL,
        HARMLESS
    }

    /** Never shows the members: one of them may be a password or a token. */
    @Override
    public String toString() {
        return "ServiceRequest[" + path + ", " + members.keySet() + "]";
    }
}
