package dev.authgate.cli.command;

/** For whom results are written. */
enum Form {
    /** For people, and for simple scripts. */
    WORDS,
    /** One object a line, for programs. */
    JSON
}
