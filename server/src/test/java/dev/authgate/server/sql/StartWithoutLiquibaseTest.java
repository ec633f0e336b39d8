package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A start with a current database")
final class StartWithoutLiquibaseTest {
    @Test
    void loads_no_class_of_the_migration_library(@TempDir Path directory) throws Exception {
        var settings = DatabaseSettings.of("jdbc:sqlite:" + directory.resolve("authgate.db"));
        new Migrations(settings).migrate();

        assertThat(openWithoutLiquibase(settings)).isEqualTo(true);
    }

    /** Opens the storage in a world where Liquibase does not exist, and asks whether it answers. */
    private static Object openWithoutLiquibase(DatabaseSettings settings)
            throws IOException, ReflectiveOperationException {
        try (var loader = new WithoutLiquibase()) {
            var settingsType = loader.loadClass(DatabaseSettings.class.getName());
            var purposeType = loader.loadClass(SqlStorage.Purpose.class.getName());
            var storageType = loader.loadClass(SqlStorage.class.getName());
            var storage = storageType
                    .getMethod("open", settingsType, purposeType)
                    .invoke(
                            null,
                            settingsType.getMethod("of", String.class).invoke(null, settings.url()),
                            purposeType.getField("SERVER").get(null));
            try {
                return storageType.getMethod("ping").invoke(storage);
            } finally {
                storageType.getMethod("close").invoke(storage);
            }
        }
    }

    /** The classes of this test run, loaded anew, without those of Liquibase. */
    private static final class WithoutLiquibase extends URLClassLoader {
        WithoutLiquibase() throws MalformedURLException {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] classPath() throws MalformedURLException {
            var urls = new ArrayList<URL>();
            for (var entry : Splitter.on(File.pathSeparatorChar).split(System.getProperty("java.class.path"))) {
                if (!entry.contains("liquibase")) {
                    urls.add(Path.of(entry).toUri().toURL());
                }
            }
            return urls.toArray(URL[]::new);
        }
    }
}
