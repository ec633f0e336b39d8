package dev.authgate.cli.command;

import dev.authgate.cli.terminal.Output;

/** Keeps the line that moves, and nothing else. */
final class LinesOutput implements Output {
    volatile String status = "";

    @Override
    public void result(String line) {}

    @Override
    public void raw(byte[] bytes) {}

    @Override
    public void note(String line) {}

    @Override
    public void status(String line) {
        status = line;
    }

    @Override
    public void endStatus() {
        status = "";
    }
}
