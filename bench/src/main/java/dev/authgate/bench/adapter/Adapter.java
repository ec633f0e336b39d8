package dev.authgate.bench.adapter;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server that can be measured. Its file has these names in snake_case; {@code bench/README.md} tells what each means.
 *
 * @param program the first words of every command that is the server's own, spliced in for {@code ${program}}
 * @param paceMillis how long a device leaves between two polls
 */
public record Adapter(
        String name,
        @Nullable String note,
        List<String> program,
        Map<String, String> variables,
        List<Command> install,
        Map<String, String> files,
        List<Command> beforeStart,
        List<Command> afterFirstStart,
        List<String> command,
        Map<String, String> environment,
        String ready,
        List<StartVariant> starts,
        Map<String, DatabaseText> databases,
        People people,
        int paceMillis,
        Requests requests) {
    private static final JsonSetter.Value EMPTY_WHEN_ABSENT = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withConfigOverride(List.class, override -> override.setSetterInfo(EMPTY_WHEN_ABSENT))
            .withConfigOverride(Map.class, override -> override.setSetterInfo(EMPTY_WHEN_ABSENT))
            .withConfigOverride(String.class, override -> override.setSetterInfo(EMPTY_WHEN_ABSENT))
            .build();

    /**
     * Reads an adapter.
     *
     * @throws IllegalArgumentException it is not one; the message says what is wrong
     */
    public static Adapter read(Path file) throws IOException {
        try {
            var adapter = YAML.readValue(Files.readString(file), Adapter.class);
            adapter.requireAll(file);
            return adapter;
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalArgumentException(
                    file + ": nobody knows " + e.getPropertyName() + "; allowed here: " + e.getKnownPropertyIds(), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    private void requireAll(Path file) {
        require(file, !name.isEmpty(), "name");
        require(file, !command.isEmpty(), "command");
        require(file, !ready.isEmpty(), "ready");
        require(file, !databases.isEmpty(), "databases");
        require(file, paceMillis > 0, "pace_millis");
        require(file, people != null && people.count() > 0, "people, with a count");
        require(file, requests != null, "requests");
        require(file, requests.device() != null, "requests: device");
        require(file, requests.poll() != null, "requests: poll");
        require(file, requests.redeem() != null, "requests: redeem");
    }

    private static void require(Path file, boolean there, String name) {
        if (!there) {
            throw new IllegalArgumentException(file + ": an adapter needs " + name);
        }
    }

    /** What readers of the tables should know about how it is set up; may be empty. */
    public String noteText() {
        return note == null ? "" : note;
    }

    /** The same server, started by other words, and in no other way. */
    public Adapter withProgram(List<String> words) {
        return new Adapter(
                name,
                note,
                words,
                variables,
                install,
                files,
                beforeStart,
                afterFirstStart,
                command,
                environment,
                ready,
                List.of(),
                databases,
                people,
                paceMillis,
                requests);
    }

    /** The words of a command, with the program spliced in and all values in place. */
    public List<String> words(List<String> command, Placeholders values) {
        var words = new ArrayList<String>();
        for (var word : command) {
            if (word.equals("${program}")) {
                words.addAll(values.fill(program));
            } else {
                words.add(values.fill(word));
            }
        }
        return words;
    }

    /**
     * A command that gets things ready.
     *
     * @param unless a file; when it exists, the command is left out
     * @param eachPerson run it once for each person, with {@code ${person}}
     * @param find values to keep from its output: the first group of each regular expression
     */
    public record Command(List<String> run, @Nullable String unless, boolean eachPerson, Map<String, String> find) {}

    /**
     * Another way to start the same server, of which only the time to the first answer is measured.
     *
     * @param command instead of the usual one, unless empty; {@code ${java}} is the Java that the server usually runs on
     */
    public record StartVariant(String name, List<String> command, Map<String, String> environment) {
        /** The way that everything else is measured with. */
        public static final StartVariant USUAL = new StartVariant("", List.of(), Map.of());
    }

    /**
     * What a database needs said.
     *
     * @param file the SQLite file; empty for other databases
     * @param growth a file of SQL beside the adapter that fills the database
     */
    public record DatabaseText(
            Map<String, String> environment,
            Map<String, String> variables,
            @Nullable String file,
            @Nullable String growth) {}

    /** Users of the server, who are called {@code bench-1}, {@code bench-2} and so on. */
    public record People(int count, String password) {
        public static String name(int number) {
            return "bench-" + number;
        }
    }

    /**
     * What is asked.
     *
     * @param device finds {@code device_code} and {@code user_code}
     * @param poll asks for the tokens of a code that nobody has approved
     * @param signIn what a browser does once, before anything is measured
     * @param approve what a signed-in browser does with a {@code ${user_code}}
     * @param redeem finds {@code access_token} and {@code refresh_token}
     * @param validate ways to ask whether {@code ${access_token}} is good, by name
     */
    public record Requests(
            StepText device,
            StepText poll,
            List<StepText> signIn,
            List<StepText> approve,
            StepText redeem,
            @Nullable StepText refresh,
            Map<String, StepText> validate,
            @Nullable StepText revoke) {}

    /**
     * One request and what to make of the answer.
     *
     * @param request method and path
     * @param expect the status, and perhaps a blank and what the body must hold
     */
    public record StepText(
            String request,
            Map<String, String> headers,
            Map<String, String> form,
            String expect,
            Map<String, String> find) {}
}
