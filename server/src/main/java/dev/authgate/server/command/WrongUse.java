package dev.authgate.server.command;

/** A command was typed in a way that makes no sense; the message is one line for the operator. */
public final class WrongUse extends RuntimeException {
    WrongUse(String message) {
        super(message, null, false, false);
    }
}
