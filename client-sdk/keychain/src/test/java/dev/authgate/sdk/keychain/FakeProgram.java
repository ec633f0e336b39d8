package dev.authgate.sdk.keychain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A shell script in place of a program of the system. */
final class FakeProgram {
    /** Keeps one secret in a file, as {@code secret-tool} and {@code security} would, and notes its arguments. */
    static final String WILLING = """
            dir="$(dirname "$0")"
            echo "$@" >> "$dir/arguments"
            case "$1" in
              lookup|find-generic-password)
                if [ -f "$dir/secret" ]; then cat "$dir/secret"; exit 0; fi
                [ "$1" = lookup ] && exit 1 || exit 44 ;;
              store) cat > "$dir/secret" ;;
              -i) sed -n 's/^add-generic-password .* -w //p' > "$dir/secret" ;;
              *) echo "what is $1?" >&2; exit 2 ;;
            esac
            """;

    private FakeProgram() {}

    static Program in(Path directory, String name, String script) throws IOException {
        var file = directory.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return new Program(file.toString(), "install it");
    }
}
