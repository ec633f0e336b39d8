package dev.authgate.bench;

/** The kinds of runs, each of which has a section in the document. */
enum Section {
    RATES("rates"),
    GROWTH("growth"),
    NODES("two-nodes");

    private final String word;

    Section(String word) {
        this.word = word;
    }

    /** The word that marks the section of a server in the document. */
    String mark(String server) {
        return word + " " + server;
    }

    String word() {
        return word;
    }
}
