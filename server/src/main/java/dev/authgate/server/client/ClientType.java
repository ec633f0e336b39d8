package dev.authgate.server.client;

/** Whether a client can keep a secret: RFC 6749 section 2.1. */
public enum ClientType {
    PUBLIC,
    CONFIDENTIAL
}
