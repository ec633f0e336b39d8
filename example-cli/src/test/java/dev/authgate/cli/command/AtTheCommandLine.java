package dev.authgate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.cli.terminal.Size;
import dev.authgate.cli.terminal.Stream;
import dev.authgate.cli.terminal.StreamOutput;
import dev.authgate.cli.terminal.Terminal;
import dev.authgate.sdk.testkit.FakeAuthServer;
import dev.authgate.sdk.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Types commands against a scripted server, in a pipe unless a test says otherwise, and keeps what they print. */
abstract class AtTheCommandLine {
    static final String CLIENT_ID = "my-cli";

    @TempDir
    Path home;

    final ManualClock clock = new ManualClock();
    final FakeAuthServer server = FakeAuthServer.start(clock);
    final Map<String, String> environment = new HashMap<>();
    Set<Stream> terminals = EnumSet.noneOf(Stream.class);
    FakeMachine machine = new FakeMachine(Path.of("/nowhere"));
    String out = "";
    String err = "";

    @BeforeEach
    void on_a_machine_with_settings() {
        machine = new FakeMachine(home);
        environment.put("AUTHGATE_URL", server.issuer().toString());
        environment.put("CLIENT_ID", CLIENT_ID);
        environment.put("LANG", "C.UTF-8");
        environment.put("TERM", "xterm-256color");
    }

    @AfterEach
    void close() {
        server.close();
    }

    void onTerminal() {
        terminals = EnumSet.allOf(Stream.class);
    }

    Terminal terminal() {
        return Terminal.of(
                new Terminal.Facts(Map.copyOf(environment), "Linux", "UTF-8", terminals, () -> new Size(80, 24)));
    }

    ExitCode run(String... words) {
        var results = new ByteArrayOutputStream();
        var notes = new ByteArrayOutputStream();
        var terminal = terminal();
        var output = new StreamOutput(results, notes, terminal);
        var exit = new Commands(new Surroundings(Map.copyOf(environment), terminal, output, clock, machine)).run(words);
        out = results.toString(StandardCharsets.UTF_8);
        err = notes.toString(StandardCharsets.UTF_8);
        return List.of(ExitCode.values()).stream()
                .filter(code -> code.number() == exit)
                .findFirst()
                .orElseThrow(() -> new AssertionError("exit code " + exit));
    }

    /** Signs in, and forgets what was printed. */
    void signedIn(String... more) {
        server.approve();
        var words = new ArrayList<>(List.of("login"));
        words.addAll(List.of(more));
        assertThat(run(words.toArray(String[]::new))).isEqualTo(ExitCode.OK);
        out = "";
        err = "";
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }
}
