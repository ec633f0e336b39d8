package dev.authgate.cli.command;

/** This program, as others know it. */
public final class Program {
    /** What is typed. */
    public static final String NAME = "authgate-cli";

    private Program() {}

    /** The version of the jar; "in development" outside of one. */
    static String version() {
        var version = Program.class.getPackage().getImplementationVersion();
        return NAME + " " + (version == null ? "in development" : version);
    }
}
