package dev.authgate.bench;

import dev.authgate.bench.report.Entry;
import java.util.List;

/** The kinds of runs, each of which has a section in the document. */
enum Section {
    RATES("rates"),
    GROWTH("growth"),
    NODES("two-nodes");

    private final String word;

    Section(String word) {
        this.word = word;
    }

    /** What kind of run these results are of. */
    static Section of(List<Entry> entries) {
        if (entries.stream().anyMatch(entry -> entry instanceof Entry.Filled)) {
            return GROWTH;
        }
        return entries.stream().anyMatch(entry -> entry instanceof Entry.Loss) ? NODES : RATES;
    }

    /** The word that marks the section of a server in the document. */
    String mark(String server) {
        return word + " " + server;
    }

    String word() {
        return word;
    }
}
