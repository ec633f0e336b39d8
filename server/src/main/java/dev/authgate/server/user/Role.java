package dev.authgate.server.user;

/** What a user may do here. */
public enum Role {
    USER,
    ADMIN
}
