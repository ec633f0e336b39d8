package dev.authgate.cli.command;

import dev.authgate.cli.terminal.Stream;
import dev.authgate.sdk.SessionEvent;
import java.util.function.Consumer;

/**
 * Tells what happens to the session meanwhile: a loss always, the rest to who asks.
 *
 * @param around where to tell it
 * @param verbose whether the person asks
 */
record SessionNews(Surroundings around, boolean verbose) implements Consumer<SessionEvent> {
    @Override
    public void accept(SessionEvent event) {
        var ink = around.terminal().ink(Stream.NOTES);
        if (event instanceof SessionEvent.NotKept lost) {
            around.output()
                    .note(ink.yellow("warning:") + " new tokens could not be kept ("
                            + lost.fault().getMessage() + "); the next command may have to sign in again");
        } else if (verbose) {
            around.output().note(ink.dim(words(event)));
        }
    }

    private static String words(SessionEvent event) {
        if (event instanceof SessionEvent.Refreshed refreshed) {
            return "access token renewed, good until " + refreshed.expiresAt();
        }
        if (event instanceof SessionEvent.RefreshDelayed delayed) {
            return "access token not renewed yet: " + delayed.fault().getMessage();
        }
        return event instanceof SessionEvent.Ended ? "the server has ended the session" : "tokens are kept after all";
    }
}
