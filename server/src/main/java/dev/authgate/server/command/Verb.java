package dev.authgate.server.command;

import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** The second word of a command: what to do with the first. */
interface Verb {
    String name();

    String description();

    /** Tells the options; the configuration file is added to them. */
    void configure(Subparser parser);

    void run(Namespace words);
}
