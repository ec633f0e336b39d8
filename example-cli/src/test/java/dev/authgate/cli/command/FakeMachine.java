package dev.authgate.cli.command;

import dev.authgate.cli.settings.ConfigurationPlace;
import dev.authgate.cli.settings.StorePlace;
import dev.authgate.cli.terminal.Browser;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.store.MemoryTokenStore;
import dev.authgate.sdk.store.StoreNotice;
import dev.authgate.sdk.store.TokenStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A machine whose store outlives commands, and that does nothing but take notes. */
final class FakeMachine implements Machine {
    final List<List<String>> started = new ArrayList<>();
    final List<StorePlace> opened = new ArrayList<>();
    private final List<Runnable> interrupts = new CopyOnWriteArrayList<>();
    private final Path home;

    TokenStore store = new MemoryTokenStore();
    Browser browser = new Browser.None("this is a test");
    String input = "";
    String notice = "";
    boolean broken;
    boolean programsFail;
    boolean programsAreMissing;

    FakeMachine(Path home) {
        this.home = home;
    }

    @Override
    public TokenStore store(StorePlace place, Consumer<? super StoreNotice> notices) throws OAuthException {
        if (broken) {
            throw new IllegalStateException("broken");
        }
        opened.add(place);
        if (!notice.isEmpty()) {
            notices.accept(new StoreNotice(StoreNotice.Kind.KEYCHAIN_NOT_USED, notice));
        }
        return store;
    }

    @Override
    public ConfigurationPlace configuration() {
        return new ConfigurationPlace(Map.of(), "Linux", home);
    }

    @Override
    public Browser browser() {
        return browser;
    }

    @Override
    public boolean start(List<String> command) throws IOException {
        if (programsAreMissing) {
            throw new IOException("no such program");
        }
        started.add(command);
        return !programsFail;
    }

    @Override
    public InputStream input() {
        return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Watch onInterrupt(Runnable action) {
        interrupts.add(action);
        return () -> interrupts.remove(action);
    }

    /** Ctrl-C. */
    void interrupt() {
        interrupts.forEach(Runnable::run);
    }

    boolean isWatched() {
        return !interrupts.isEmpty();
    }
}
