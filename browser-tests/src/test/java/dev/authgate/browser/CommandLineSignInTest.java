package dev.authgate.browser;

import static dev.authgate.browser.Person.ALEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The example command line signs in, and a person decides in a browser")
@ExtendWith(Stage.class)
class CommandLineSignInTest {
    private static final Pattern LINK = Pattern.compile("\"verification_uri_complete\":\"([^\"]*)\"");
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Person person;
    private final Browser browser;
    private final List<Process> started = new ArrayList<>();

    @TempDir
    Path home;

    CommandLineSignInTest(Person person) {
        this.person = person;
        this.browser = person.browser();
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    private Process cli(Path output, String... words) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.authgate.cli.Main"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().remove("CI");
        builder.environment().put("AUTHGATE_URL", person.server().uri("").toString());
        builder.environment().put("CLIENT_ID", RunningServer.CLIENT_ID);
        builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
        builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
        var process = builder.start();
        started.add(process);
        return process;
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static String linkIn(Path output) throws IOException {
        var match = LINK.matcher(Files.readString(output));
        return match.find() ? match.group(1) : "";
    }

    private void openLinkOf(Path output) {
        var link = await("the link").atMost(LONGEST).until(() -> linkIn(output), found -> !found.isEmpty());
        browser.startAfresh(Screen.PHONE, Device.AT_HOME);
        person.signIn(ALEX);
        browser.open(link);
        browser.click("Continue");
        browser.awaitHeading(Person.CONNECT);
    }

    @Test
    void approving_signs_the_command_line_in_as_that_person() throws Exception {
        var output = home.resolve("login");
        var login = cli(output, "login", "--json");
        openLinkOf(output);

        person.approve();

        assertThat(exitCode(login)).isZero();
        assertThat(Files.readString(output)).contains("\"event\":\"approved\"", "\"username\":\"" + ALEX + "\"");
        assertThat(exitCode(cli(home.resolve("who"), "whoami", "--json"))).isZero();
        assertThat(Files.readString(home.resolve("who"))).contains("\"username\":\"" + ALEX + "\"");
    }

    @Test
    void denying_ends_it_with_four() throws Exception {
        var output = home.resolve("login");
        var login = cli(output, "login", "--json");
        openLinkOf(output);

        person.deny();

        assertThat(exitCode(login)).isEqualTo(4);
        assertThat(Files.readString(output)).contains("\"error\":\"denied\"");
    }
}
