package dev.authgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.authgate.cli.terminal.Camera;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("jar")
@DisplayName("The jar in a real terminal")
@ExtendWith(NeedsTmux.class)
class TmuxIT {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static RealServer server;
    private static Person person;

    @TempDir
    Path home;

    private TmuxPane pane = TmuxPane.NONE;
    private Jar cli = new Jar(Path.of(""), "");

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = RealServer.start(folder, Map.of());
        person = Person.signedIn(server.url());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void at_a_prompt() {
        cli = new Jar(home, server.url().toString());
    }

    @AfterEach
    void close() throws Exception {
        pane.close();
    }

    private void type(String... words) throws Exception {
        pane = TmuxPane.open("authgate-" + UUID.randomUUID(), cli.environment(), Jar.command(words));
    }

    private String userCode() {
        return await("the user code").until(() -> Jar.codeIn(pane.text()), code -> !code.isEmpty());
    }

    private String page(String code) {
        return server.url() + "/device?user_code=" + code;
    }

    private List<String> qrLines() {
        return pane.text()
                .lines()
                .filter(line -> line.matches(".*[▀▄█].*") || line.matches(" {37} *"))
                .filter(line -> !line.isBlank())
                .toList();
    }

    @Test
    void shows_a_qr_code_that_a_camera_reads_and_a_code_and_signs_in() throws Exception {
        type("login");
        var code = userCode();

        pane.awaitText("left (Ctrl-C ends it)");
        assertThat(Camera.read(qrLines(), true)).isEqualTo(page(code));
        assertThat(pane.text().lines().map(String::strip)).contains(code);
        assertThat(COLOUR.matcher(pane.paintedText()).find()).isTrue();
        assertThat(pane.hasCursor()).isFalse();

        person.approve(code);
        pane.awaitText("exit code 0");
        assertThat(pane.text()).contains("Signed in as admin to " + server.url() + ".");
        assertThat(pane.text()).doesNotContain("Ctrl-C ends it");
        assertThat(pane.hasCursor()).isTrue();
    }

    @Test
    void gives_the_cursor_back_at_ctrl_c_and_ends_with_130() throws Exception {
        type("login");
        pane.awaitText("left (Ctrl-C ends it)");
        assertThat(pane.hasCursor()).isFalse();

        pane.ctrlC();

        pane.awaitText("exit code 130");
        assertThat(pane.text()).contains("Cancelled.").doesNotContain("Ctrl-C ends it");
        assertThat(pane.hasCursor()).isTrue();
    }

    @Test
    void shows_no_colour_with_no_color() throws Exception {
        cli.with("NO_COLOR", "1");
        type("login");
        var code = userCode();
        pane.awaitText("left (Ctrl-C ends it)");

        assertThat(COLOUR.matcher(pane.paintedText()).find()).isFalse();
        assertThat(Camera.read(qrLines(), false)).isEqualTo(page(code));
    }

    @Test
    void shows_ascii_alone_under_the_locale_c() throws Exception {
        cli.with("LC_ALL", "C");
        type("login");
        var code = userCode();
        pane.awaitText("left (Ctrl-C ends it)");

        assertThat(pane.text()).matches("[\\x00-\\x7F]*").contains(code);
        person.deny(code);
        pane.awaitText("exit code 4");
    }

    @Test
    void writes_plain_lines_on_a_dumb_terminal() throws Exception {
        cli.with("TERM", "dumb");
        type("login");
        var code = userCode();

        assertThat(pane.text()).contains("Open " + server.url() + "/device and enter " + code);
        assertThat(COLOUR.matcher(pane.paintedText()).find()).isFalse();
        pane.ctrlC();
        pane.awaitText("exit code 130");
    }

    @Test
    void draws_on_the_terminal_while_the_result_goes_into_a_file() throws Exception {
        var result = home.resolve("result.txt");
        pane = TmuxPane.openInto("authgate-" + UUID.randomUUID(), cli.environment(), Jar.command("login"), result);
        var code = userCode();
        pane.awaitText("left (Ctrl-C ends it)");
        assertThat(Camera.read(qrLines(), true)).isEqualTo(page(code));

        person.approve(code);

        pane.awaitText("exit code 0");
        assertThat(result).hasContent("Signed in as admin to " + server.url() + ".");
    }

    @Test
    void warns_before_a_token_on_the_screen() throws Exception {
        var login = cli.start("login");
        person.approve(login.userCode());
        assertThat(login.exitCode()).isZero();

        type("token");

        pane.awaitText("exit code 0");
        assertThat(pane.text()).contains("a token on a screen can be read by others");
    }
}
