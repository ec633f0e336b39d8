package dev.authgate.sdk.store;

/**
 * Where a store keeps tokens and what protects them there, in words a person reads.
 *
 * @param kind one word: {@code file}, {@code memory}, {@code keychain}
 * @param location a path or the name of the keychain
 * @param protection one sentence about who can read it
 */
public record StoreDescription(String kind, String location, String protection) {}
