package dev.authgate.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of one database, each with its rounds, in the order in which they were first measured. */
record Groups(List<Group> all) {
    Groups {
        all = List.copyOf(all);
    }

    static Groups of(List<Entry> entries, String database) {
        Map<List<Object>, List<Entry.Row>> rounds = new LinkedHashMap<>();
        for (var entry : entries) {
            if (entry instanceof Entry.Row row && row.database().equals(database)) {
                var key = List.<Object>of(row.state(), row.nodes(), row.row(), row.workers());
                rounds.computeIfAbsent(key, same -> new ArrayList<>()).add(row);
            }
        }
        return new Groups(rounds.values().stream().map(Group::new).toList());
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Those with a full database, or those without. */
    Groups inState(String state) {
        return new Groups(all.stream()
                .filter(group -> group.first().state().equals(state))
                .toList());
    }

    Groups withNodes(int nodes) {
        return new Groups(
                all.stream().filter(group -> group.first().nodes() == nodes).toList());
    }

    List<Group> named(String row) {
        return all.stream().filter(group -> group.first().row().equals(row)).toList();
    }

    Optional<Group> find(String row, int workers) {
        return named(row).stream()
                .filter(group -> group.first().workers() == workers)
                .findFirst();
    }
}
