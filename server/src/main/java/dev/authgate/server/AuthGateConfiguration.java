package dev.authgate.server;

import dev.authgate.server.config.Settings;
import dev.authgate.server.config.SettingsFile;
import dev.authgate.server.runtime.Listeners;
import dev.authgate.server.runtime.LogOutput;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.configuration.ConfigurationFactoryFactory;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.core.Configuration;
import java.nio.file.Path;

/** The settings, and what Dropwizard needs of them. */
public final class AuthGateConfiguration extends Configuration {
    private final Settings settings;

    AuthGateConfiguration(Settings settings) {
        this.settings = settings;
        setServerFactory(new Listeners(settings.listen()));
        setLoggingFactory(LogOutput.of(settings.log()));
    }

    public Settings settings() {
        return settings;
    }

    /** Reads the file in our way instead of Dropwizard's. */
    static ConfigurationFactoryFactory<AuthGateConfiguration> readBy(SettingsFile file) {
        return (type, validator, mapper, prefix) -> new ConfigurationFactory<>() {
            @Override
            public AuthGateConfiguration build(ConfigurationSourceProvider provider, String path) {
                return new AuthGateConfiguration(file.read(Path.of(path)));
            }

            @Override
            public AuthGateConfiguration build() {
                return new AuthGateConfiguration(file.defaults());
            }
        };
    }
}
