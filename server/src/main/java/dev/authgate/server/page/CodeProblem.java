package dev.authgate.server.page;

/** Why the code form is shown again. */
public enum CodeProblem {
    /** Unknown, expired, used and denied look alike on purpose: a guesser must not learn which codes once existed. */
    UNUSABLE,
    /** The field was left empty. */
    EMPTY
}
