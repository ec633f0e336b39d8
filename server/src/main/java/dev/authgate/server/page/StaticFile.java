package dev.authgate.server.page;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A file that pages refer to. Its address holds a hash of its content, so that a browser may keep it for ever. */
final class StaticFile {
    private static final int HASH_LENGTH = 12;
    private static final String STYLES = "text/css; charset=utf-8";
    private static final String DRAWING = "image/svg+xml";

    private final String name;
    private final String contentType;
    private final byte[] content;
    private final String hash;

    private StaticFile(String name, String contentType, byte[] content) {
        this.name = name;
        this.contentType = contentType;
        this.content = content;
        this.hash = hash(content);
    }

    /** Every file there is; nothing else is served. */
    static List<StaticFile> all() {
        return List.of(load("app.css", STYLES), load("logo.svg", DRAWING), load("logo-dark.svg", DRAWING));
    }

    String name() {
        return name;
    }

    /** As the file is known under its content: app.0123456789ab.css. */
    String hashedName() {
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot) + "." + hash + name.substring(dot);
    }

    String contentType() {
        return contentType;
    }

    String hash() {
        return hash;
    }

    int length() {
        return content.length;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(content);
    }

    private static StaticFile load(String name, String contentType) {
        try (var stream = StaticFile.class.getResourceAsStream("/assets/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("The build lacks /assets/" + name);
            }
            return new StaticFile(name, contentType, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
