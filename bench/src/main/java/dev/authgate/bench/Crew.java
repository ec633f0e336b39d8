package dev.authgate.bench;

import dev.authgate.bench.adapter.Adapter;
import dev.authgate.bench.adapter.Adapter.People;
import dev.authgate.bench.adapter.Adapter.Requests;
import dev.authgate.bench.adapter.Placeholders;
import dev.authgate.bench.load.Browser;
import dev.authgate.bench.load.Operation;
import dev.authgate.bench.load.Operation.Choice;
import dev.authgate.bench.load.Operation.Result;
import dev.authgate.bench.load.Pool;
import dev.authgate.bench.load.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** The workers' browsers, the codes and tokens that they pass on to each other, and all that they can do. */
final class Crew {
    static final String DEVICE = "device requests";
    static final String POLLS = "pending polls";
    static final String FLOWS = "whole flows";
    static final String FLOW_REQUESTS = "requests of flows";
    static final String REFRESH = "refresh";
    static final String REVOCATION = "revocation";
    static final String MIXED = "mixed";

    private static final int MOST_CODES = 60_000;
    private static final int MOST_TOKENS = 60_000;
    private static final int MOST_CHECKED = 2_000;

    /** Of so many operations of the mixture; what is not here is a way to validate, and they share the rest. */
    private static final Map<String, Integer> SHARES =
            Map.of(DEVICE, 10, POLLS, 50, FLOWS, 2, REFRESH, 12, REVOCATION, 1);

    private static final int VALIDATION_SHARE = 25;

    private final List<Browser> browsers;
    private final Pool codes = new Pool(MOST_CODES);
    private final Pool checked = new Pool(MOST_CHECKED);
    private final Pool refreshing = new Pool(MOST_CHECKED);
    private final Pool revocable = new Pool(MOST_TOKENS);
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Operation signIn;
    private final Operation seed;
    private final Set<String> validations;

    /** A crew of that size, none of whom has signed in. */
    Crew(Adapter adapter, Placeholders constants, int size) {
        var requests = adapter.requests();
        browsers = IntStream.range(0, size)
                .mapToObj(number -> People.name(1 + number % adapter.people().count()))
                .map(name -> new Browser(Map.of("person", name)))
                .toList();
        validations = requests.validate().keySet();
        signIn = Operation.of("sign-in", browserSteps(requests.signIn(), constants));
        var flow = flow(requests, constants);
        var refresh = Result.of(refreshing, "refresh_token");
        seed = Operation.of("seed", flow, Result.of(checked, "access_token"), refresh);
        addDevice(requests, constants, Duration.ofMillis(adapter.paceMillis()));
        add(Operation.of(FLOWS, flow, Result.of(revocable, "access_token"), refresh));
        addTokens(requests, constants);
    }

    private static List<Step> browserSteps(List<Adapter.StepText> steps, Placeholders constants) {
        return steps.stream().map(step -> Step.ofBrowser(step, constants)).toList();
    }

    private static List<Step> flow(Requests requests, Placeholders constants) {
        var steps = new ArrayList<Step>();
        steps.add(Step.of(requests.device(), constants));
        steps.addAll(browserSteps(requests.approve(), constants));
        steps.add(Step.of(requests.redeem(), constants));
        return steps;
    }

    private void addDevice(Requests requests, Placeholders constants, Duration pace) {
        var device = Step.of(requests.device(), constants);
        add(Operation.of(DEVICE, List.of(device), Result.of(codes, "device_code")));
        var again = new Result(codes, List.of("device_code"), pace);
        add(Operation.on(codes, POLLS, Step.of(requests.poll(), constants), again));
    }

    private void addTokens(Requests requests, Placeholders constants) {
        if (requests.refresh() != null) {
            var step = Step.of(requests.refresh(), constants);
            var next = Result.of(refreshing, "refresh_token");
            add(Operation.on(refreshing, REFRESH, step, next, Result.of(revocable, "access_token")));
        }
        var again = Result.of(checked, "access_token");
        requests.validate().forEach((name, step) -> add(Operation.on(checked, name, Step.of(step, constants), again)));
        if (requests.revoke() != null) {
            add(Operation.on(revocable, REVOCATION, Step.of(requests.revoke(), constants)));
        }
    }

    private void add(Operation operation) {
        operations.put(operation.name(), operation);
    }

    /** The names of all rows that can be measured, in the order in which each leaves what the next one needs. */
    List<String> rows() {
        var rows = new ArrayList<>(operations.keySet());
        rows.add(MIXED);
        return rows;
    }

    /** What a row does. */
    Choice choice(String row) {
        if (row.equals(MIXED)) {
            return mixture();
        }
        var operation = Objects.requireNonNull(operations.get(row), row);
        return () -> operation;
    }

    private Choice mixture() {
        var deck = new ArrayList<Operation>();
        for (var operation : operations.values()) {
            deck.addAll(Collections.nCopies(share(operation.name()), operation));
        }
        Collections.shuffle(deck, new Random(8628));
        var next = new int[1];
        return () -> deck.get(next[0]++ % deck.size());
    }

    private int share(String name) {
        return validations.contains(name) ? VALIDATION_SHARE / validations.size() : SHARES.getOrDefault(name, 1);
    }

    /** So many times the operation, and then nothing. */
    private static Choice times(int count, Operation operation) {
        var left = new int[] {count};
        return () -> left[0]-- > 0 ? operation : null;
    }

    /** What signs a browser in, once. */
    Choice signInOnce() {
        return times(1, signIn);
    }

    /** So many flows whose tokens stay good. */
    Choice seed(int flows) {
        return times(flows, seed);
    }

    /** So many flows. */
    Choice flows(int flows) {
        return times(flows, Objects.requireNonNull(operations.get(FLOWS)));
    }

    /** So many requests of devices. */
    Choice ask(int codes) {
        return times(codes, Objects.requireNonNull(operations.get(DEVICE)));
    }

    /** So many refreshes, none where there are none. */
    Choice refreshes(int count) {
        var refresh = operations.get(REFRESH);
        return refresh == null ? () -> null : times(count, refresh);
    }

    int codes() {
        return codes.size();
    }

    int revocable() {
        return revocable.size();
    }

    int size() {
        return browsers.size();
    }

    List<Browser> browsers(int count) {
        return browsers.subList(0, count);
    }
}
