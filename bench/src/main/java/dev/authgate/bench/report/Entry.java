package dev.authgate.bench.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Map;

/** One line of JSON: something that was measured, or under which conditions. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(Entry.Machine.class),
    @JsonSubTypes.Type(Entry.Subject.class),
    @JsonSubTypes.Type(Entry.Start.class),
    @JsonSubTypes.Type(Entry.Row.class),
    @JsonSubTypes.Type(Entry.Commits.class),
    @JsonSubTypes.Type(Entry.Size.class),
    @JsonSubTypes.Type(Entry.Memory.class),
    @JsonSubTypes.Type(Entry.Filled.class),
    @JsonSubTypes.Type(Entry.Loss.class)
})
public sealed interface Entry {
    /** What all was measured on. */
    @JsonTypeName("machine")
    record Machine(
            String date,
            String commit,
            String processor,
            int processors,
            long memoryMib,
            String system,
            String disk,
            double flushMillis,
            double loadAverage)
            implements Entry {}

    /** A server on a database. Entries that follow are about it. */
    @JsonTypeName("subject")
    record Subject(
            String server,
            String note,
            String database,
            String databaseVersion,
            String java,
            Map<String, String> settings)
            implements Entry {}

    /** Time from the start of the process to the first 200. */
    @JsonTypeName("start")
    record Start(String database, String how, double seconds) implements Entry {}

    /**
     * Rates and latencies of one kind of operation.
     *
     * @param state how full the database was: {@code empty} or {@code grown}
     * @param unit what is counted: whole operations, or requests
     * @param serverMicros processor time of the server for each, in microseconds; likewise the others
     * @param waits how often a worker had to wait because no code was due
     */
    @JsonTypeName("row")
    record Row(
            String database,
            String state,
            int nodes,
            String row,
            String unit,
            int workers,
            int round,
            double seconds,
            long count,
            double rate,
            double p50Millis,
            double p95Millis,
            double p99Millis,
            double maxMillis,
            Map<String, Long> failures,
            double serverMicros,
            double generatorMicros,
            double databaseMicros,
            long waits)
            implements Entry {}

    /** Durable rows a second of the bare database. */
    @JsonTypeName("commits")
    record Commits(String database, int round, int connections, int batch, double rate) implements Entry {}

    /** What grants take in the database. */
    @JsonTypeName("size")
    record Size(String database, long grants, double bytesPerGrant) implements Entry {}

    /** Resident memory of the server. */
    @JsonTypeName("memory")
    record Memory(String database, String when, double residentMib, double highestMib) implements Entry {}

    /** A database that was filled before it was measured again. */
    @JsonTypeName("filled")
    record Filled(String database, long users, long grants, long expired, double seconds, double gib)
            implements Entry {}

    /**
     * One of two nodes is killed under load.
     *
     * @param failed operations that failed because of it
     * @param longestGapMillis the longest time in which nothing succeeded
     */
    @JsonTypeName("loss")
    record Loss(
            String database,
            int workers,
            double ratePerSecondBefore,
            double ratePerSecondAfter,
            long failed,
            Map<String, Long> failures,
            double longestGapMillis,
            double p99Millis)
            implements Entry {}
}
