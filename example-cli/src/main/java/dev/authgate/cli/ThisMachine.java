package dev.authgate.cli;

import dev.authgate.cli.command.Machine;
import dev.authgate.cli.command.Program;
import dev.authgate.cli.settings.ConfigurationPlace;
import dev.authgate.cli.settings.StorePlace;
import dev.authgate.cli.terminal.Browser;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.store.StoreNotice;
import dev.authgate.sdk.store.TokenStore;
import dev.authgate.sdk.store.TokenStores;
import dev.authgate.sdk.store.TokenStores.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The machine that this process runs on. */
final class ThisMachine implements Machine {
    private static final int SECONDS_TO_FAIL = 2;
    private static final List<String> CONTAINER_MARKS = List.of("/.dockerenv", "/run/.containerenv");

    private final Map<String, String> environment;

    ThisMachine(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public TokenStore store(StorePlace place, Consumer<? super StoreNotice> notices) throws OAuthException {
        return switch (place) {
            case FILE -> TokenStores.system(Program.NAME, Policy.FILE, notices);
            case KEYCHAIN -> TokenStores.system(Program.NAME, Policy.REQUIRE_KEYCHAIN, notices);
            case AUTO -> TokenStores.system(Program.NAME, Policy.PREFER_KEYCHAIN, notices);
            case WORKING_DIRECTORY -> TokenStores.workingDirectory();
            case MEMORY -> TokenStores.memory();
        };
    }

    @Override
    public ConfigurationPlace configuration() {
        return new ConfigurationPlace(environment, system(), Path.of(System.getProperty("user.home", "")));
    }

    private static String system() {
        return System.getProperty("os.name", "");
    }

    @Override
    public Browser browser() {
        var container = CONTAINER_MARKS.stream().anyMatch(mark -> Files.exists(Path.of(mark)));
        return Browser.of(new Browser.Facts(environment, system(), container));
    }

    @Override
    public boolean start(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return !process.waitFor(SECONDS_TO_FAIL, TimeUnit.SECONDS) || process.exitValue() == 0;
    }

    @Override
    public InputStream input() {
        return System.in;
    }

    /** Java ends a program that Ctrl-C interrupts with 130 by itself, after what is registered here. */
    @Override
    public Watch onInterrupt(Runnable action) {
        var hook = new Thread(action, "authgate-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException underWay) {
                // It runs already, and does what there is to do.
            }
        };
    }
}
