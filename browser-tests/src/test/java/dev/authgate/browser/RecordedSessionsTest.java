package dev.authgate.browser;

import static dev.authgate.browser.Person.ALEX;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays what docs/cli.md shows, in a real terminal, against a real server, with a person in a real browser, and compares
 * it with the document; with {@code -Dauthgate.record=8080} the server has that port, and what is seen is written there.
 */
@DisplayName("docs/cli.md shows sessions at a terminal as they are")
@ExtendWith({Stage.class, NeedsTmux.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedSessionsTest {
    private static final RecordedSessions DOCUMENT = new RecordedSessions(Path.of("..", "docs", "cli.md"));
    private static final Integer PORT_TO_RECORD_AT = Integer.getInteger("authgate.record");
    private static final String HOME_IN_DOCUMENT = "/home/alex";

    private final Browser browser;
    private final TemporaryFolder undecidedHome = TemporaryFolder.create();

    @TempDir
    Path home;

    private RunningServer server;
    private Person person;
    private TerminalPane undecided;
    private TerminalPane terminal;
    private int prompts;

    RecordedSessionsTest(Person person) {
        this.browser = person.browser();
    }

    /** Tokens live for a moment, so that a call comes too late for one; a code passes while the other tests run. */
    @BeforeAll
    void start() throws IOException {
        var settings = new HashMap<>(Map.of("JWT_EXPIRATION", "10s", "DEVICE_CODE_EXPIRATION", "1m"));
        if (PORT_TO_RECORD_AT != null) {
            settings.put("PORT", PORT_TO_RECORD_AT.toString());
            settings.put("BASE_URL", "http://localhost:" + PORT_TO_RECORD_AT);
        }
        server = RunningServer.start(settings);
        server.nameClient("Acme Deploy CLI");
        person = new Person(browser, server);
        undecided = new TerminalPane(environment(undecidedHome.path()));
        undecided.type("authgate-cli login --no-qr");
    }

    @AfterAll
    void stop() {
        undecided.close();
        undecidedHome.close();
        server.close();
    }

    @BeforeEach
    void sit_down_before_a_browser_and_a_terminal() throws IOException {
        browser.startAfresh(Screen.DESKTOP, Device.AT_HOME);
        person.signIn(ALEX);
        terminal = new TerminalPane(environment(home));
        prompts = 1;
    }

    private Map<String, String> environment(Path home) throws IOException {
        var programs = Files.createDirectory(home.resolve("bin"));
        var program = Files.writeString(
                programs.resolve("authgate-cli"),
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -Duser.home='" + home
                        + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
                        + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        + "' dev.authgate.cli.Main \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        var environment = new HashMap<String, String>();
        environment.put("PATH", programs + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("HOME", home.toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("AUTHGATE_URL", server.uri("").toString());
        environment.put("CLIENT_ID", RunningServer.CLIENT_ID);
        return environment;
    }

    @AfterEach
    void leave() {
        terminal.close();
    }

    /** Types a command and does not wait for its end. */
    private void begin(String line) {
        terminal.type(line);
        prompts++;
    }

    /** Waits until the command has ended. */
    private void end() {
        terminal.awaitPrompts(prompts);
    }

    private void run(String line) {
        begin(line);
        end();
    }

    private void tellExitCode() {
        run("echo exit code $?");
    }

    /** Follows the link, as who scans it does, up to the question. */
    private void openLink() {
        var code = terminal.userCode();
        person.open("/device?user_code=" + code);
        browser.click("Continue");
        browser.awaitHeading(Person.CONNECT);
    }

    private void signIn() {
        begin("authgate-cli login --no-qr");
        openLink();
        person.approve();
        end();
        terminal.type("clear");
        terminal.awaitPrompts(1);
        prompts = 1;
    }

    /** Up to the prompt for the next command. */
    private void compare(String name) {
        compare(name, terminal);
    }

    private static void compare(String name, TerminalPane pane) {
        var seen = pane.text()
                .replaceAll("/[^ ]*/(?=\\.local/state)", HOME_IN_DOCUMENT + "/")
                .replaceFirst("\n\\$$", "");
        if (PORT_TO_RECORD_AT != null) {
            DOCUMENT.write(name, seen);
        }
        assertThat(RecordedSessions.steady(DOCUMENT.read(name))).isEqualTo(RecordedSessions.steady(seen));
    }

    @Test
    void a_sign_in_that_is_approved_in_a_browser() {
        begin("authgate-cli login");
        openLink();
        terminal.awaitText("left (Ctrl-C ends it)");
        compare("waiting");

        person.approve();
        end();
        tellExitCode();
        run("authgate-cli whoami");
        tellExitCode();
        assertThat(terminal.text()).contains("Signed in as " + ALEX, "exit code 0");
        compare("approved");
    }

    @Test
    void a_call_with_an_expired_token() {
        signIn();
        run("sleep 10; authgate-cli status");
        run("authgate-cli call --verbose /oauth/tokeninfo");
        tellExitCode();
        assertThat(terminal.text()).contains("access token renewed", "exit code 0");
        compare("expired token");
    }

    @Test
    void ctrl_c() {
        begin("authgate-cli login --no-qr");
        terminal.awaitText("left (Ctrl-C ends it)");
        terminal.ctrlC();
        end();
        tellExitCode();
        assertThat(terminal.text()).contains("Cancelled.", "exit code 130");
        compare("Ctrl-C");
    }

    @Test
    void a_pipe() {
        begin("authgate-cli login 2>&1 | cat");
        openLink();
        person.approve();
        end();
        run("echo exit code ${PIPESTATUS[0]}");
        run("authgate-cli status | cat");
        run("echo exit code ${PIPESTATUS[0]}");
        assertThat(terminal.text()).contains("exit code 0");
        compare("pipe");
    }

    @Test
    void no_colour() {
        begin("NO_COLOR=1 authgate-cli login");
        openLink();
        person.approve();
        end();
        tellExitCode();
        compare("NO_COLOR");
    }

    @Test
    void the_locale_c() {
        begin("LC_ALL=C authgate-cli login");
        openLink();
        person.approve();
        end();
        tellExitCode();
        assertThat(terminal.text()).matches("[\\x00-\\x7F]*");
        compare("LC_ALL=C");
    }

    @Test
    void no_network() {
        run("AUTHGATE_URL=http://localhost:1 authgate-cli login");
        tellExitCode();
        run("AUTHGATE_URL=https://auth.invalid authgate-cli login");
        tellExitCode();
        assertThat(terminal.text()).contains("exit code 6");
        compare("no network");
    }

    @Test
    void a_sign_in_that_is_denied() {
        begin("authgate-cli login --no-qr");
        openLink();
        person.deny();
        end();
        tellExitCode();
        assertThat(terminal.text()).contains("exit code 4");
        compare("denied");
    }

    @Test
    void a_code_that_nobody_enters() {
        undecided.awaitPrompts(2);
        undecided.type("echo exit code $?");
        undecided.awaitPrompts(3);
        assertThat(undecided.text()).contains("the code has expired", "exit code 5");
        compare("expired", undecided);
    }

    @Test
    void nobody_signed_in_and_words_that_are_wrong() {
        run("authgate-cli whoami");
        tellExitCode();
        run("authgate-cli dance");
        tellExitCode();
        assertThat(terminal.text()).contains("exit code 3", "exit code 2");
        compare("not signed in");
    }

    @Test
    void a_file_that_others_can_read() {
        signIn();
        run("chmod go+r ~/.local/state/authgate-cli/*.json");
        run("authgate-cli token");
        tellExitCode();
        assertThat(terminal.text()).contains("exit code 7");
        compare("store");
    }
}
