package dev.authgate.sdk;

/** What can be done with a kept access token. */
enum Freshness {
    /** Hand it out. */
    FRESH,
    /** Hand it out, and fetch the next one behind it. */
    STALE,
    /** Fetch the next one first. */
    EXPIRED
}
