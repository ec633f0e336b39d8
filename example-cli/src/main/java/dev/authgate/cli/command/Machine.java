package dev.authgate.cli.command;

import dev.authgate.cli.settings.ConfigurationPlace;
import dev.authgate.cli.settings.StorePlace;
import dev.authgate.cli.terminal.Browser;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.store.StoreNotice;
import dev.authgate.sdk.store.TokenStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/** What commands do to the machine they run on. */
public interface Machine {
    /** Opens a place for tokens. */
    TokenStore store(StorePlace place, Consumer<? super StoreNotice> notices) throws OAuthException;

    /** Where the file of settings is. */
    ConfigurationPlace configuration();

    /** What opens pages here. */
    Browser browser();

    /**
     * Starts a program and lets it go; its words are thrown away.
     *
     * @return whether it runs, or ended well, two seconds later
     * @throws IOException if there is no such program
     */
    boolean start(List<String> command) throws IOException, InterruptedException;

    /** What is typed, or comes through a pipe. */
    InputStream input();

    /** Does {@code action} when Ctrl-C ends the program, until the result is closed. */
    Watch onInterrupt(Runnable action);

    /** Ends a wait for Ctrl-C. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
