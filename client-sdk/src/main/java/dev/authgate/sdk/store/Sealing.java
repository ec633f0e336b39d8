package dev.authgate.sdk.store;

import dev.authgate.sdk.OAuthException;
import java.io.IOException;

/** What a file store does to a file's bytes before it writes them, and after it has read them. */
interface Sealing {
    /** Nothing: the file is JSON that its owner can read. */
    Sealing NONE = new Sealing() {
        @Override
        public byte[] seal(byte[] plain, String name) {
            return plain;
        }

        @Override
        public byte[] open(byte[] kept, String name) {
            return kept;
        }

        @Override
        public String suffix() {
            return ".json";
        }
    };

    /** The bytes to write to the file of that name. */
    byte[] seal(byte[] plain, String name) throws OAuthException;

    /**
     * The bytes that were sealed for the file of that name.
     *
     * @throws IOException if they are not what was sealed
     */
    byte[] open(byte[] kept, String name) throws IOException, OAuthException;

    /** How names of such files end. */
    String suffix();
}
