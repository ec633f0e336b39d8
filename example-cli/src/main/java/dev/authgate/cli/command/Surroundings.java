package dev.authgate.cli.command;

import dev.authgate.cli.terminal.Output;
import dev.authgate.cli.terminal.Terminal;
import dev.authgate.sdk.TimeSource;
import java.util.Map;

/**
 * All that a command has around it. Tests bring their own.
 *
 * @param environment the environment variables
 * @param terminal what the terminal can do
 * @param output where words go
 * @param time the clocks
 * @param machine what is done to the machine
 */
public record Surroundings(
        Map<String, String> environment, Terminal terminal, Output output, TimeSource time, Machine machine) {}
