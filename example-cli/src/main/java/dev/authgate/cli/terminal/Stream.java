package dev.authgate.cli.terminal;

/** The three streams of a program; each may lead to a terminal or elsewhere. */
public enum Stream {
    /** What is typed. */
    INPUT(0),
    /** Results: what a script reads. */
    RESULTS(1),
    /** Words for the person. */
    NOTES(2);

    private final int descriptor;

    Stream(int descriptor) {
        this.descriptor = descriptor;
    }

    /** The number that POSIX gives it. */
    public int descriptor() {
        return descriptor;
    }
}
