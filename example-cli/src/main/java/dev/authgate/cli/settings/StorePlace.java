package dev.authgate.cli.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where tokens are kept. */
public enum StorePlace {
    /** Files that the person alone can read. */
    FILE,
    /** Files that are encrypted under a key in the operating system's keychain; a fault where there is none. */
    KEYCHAIN,
    /** The keychain, or plain files where there is none, which is said. */
    AUTO,
    /** The file of the first AuthGate command lines, in the directory of the moment. */
    WORKING_DIRECTORY,
    /** Nowhere: gone when the command ends. */
    MEMORY;

    /** As it is typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<StorePlace> of(String word) {
        return Arrays.stream(values())
                .filter(place -> place.word().equals(word))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(StorePlace::word).collect(Collectors.joining(", "));
    }
}
