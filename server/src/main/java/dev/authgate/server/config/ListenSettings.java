package dev.authgate.server.config;

/**
 * Where the server listens.
 *
 * @param adminPort metrics and health checks, for the operator alone
 */
public record ListenSettings(int port, String host, int adminPort, String adminHost) {}
