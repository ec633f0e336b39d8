package dev.authgate.sdk.store;

/**
 * Where a store keeps tokens and what protects them there, in words a person reads.
 *
 * <pre>{@code
 * StoreDescription place = client.store().description();
 * System.out.println("Kept in " + place.location() + ". " + place.protection());
 * if (place.kind().equals("file")) {
 *     System.out.println("A keychain would keep tokens from a thief of the disk, too.");
 * }
 * }</pre>
 *
 * @param kind one word: {@code file}, {@code memory}, {@code keychain}
 * @param location a path or the name of the keychain
 * @param protection one sentence about who can read it
 */
public record StoreDescription(String kind, String location, String protection) {}
