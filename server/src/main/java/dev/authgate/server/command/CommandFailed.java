package dev.authgate.server.command;

/** A command could not do what it was asked for; the message is one line for the operator. */
public final class CommandFailed extends RuntimeException {
    CommandFailed(String message) {
        super(message, null, false, false);
    }
}
