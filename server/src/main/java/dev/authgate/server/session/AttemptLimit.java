package dev.authgate.server.session;

/**
 * What one attempt is counted under, and how strictly.
 *
 * @param subject the key in the store; see {@link AttemptSubjects}
 */
public record AttemptLimit(String subject, AttemptRule rule) {}
