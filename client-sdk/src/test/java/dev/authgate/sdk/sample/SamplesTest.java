package dev.authgate.sdk.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.sdk.LoginResult;
import dev.authgate.sdk.OAuthClient;
import dev.authgate.sdk.testkit.FakeAuthServer;
import dev.authgate.sdk.testkit.ManualClock;
import dev.authgate.sdk.verify.TokenVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The programs in the documents")
class SamplesTest {
    private static final Path SAMPLES = Path.of("src/test/java/dev/authgate/sdk/sample");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final ManualClock clock = new ManualClock();
    private final FakeAuthServer server = FakeAuthServer.start(clock);
    private final OAuthClient client =
            OAuthClient.builder(server.issuer(), "my-cli").time(clock).build();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Careful careful = new Careful(new PrintStream(shown, true, StandardCharsets.UTF_8));

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"README.md, 6", "TESTKIT.md, 1"})
    void are_the_ones_that_are_compiled_and_run(String document, int programs) throws IOException {
        var sources = samples();
        var blocks = BLOCK.matcher(Files.readString(Path.of(document)))
                .results()
                .map(block -> plain(block.group(1)))
                .toList();

        assertThat(blocks).hasSize(programs).allSatisfy(block -> assertThat(sources)
                .anySatisfy(source -> assertThat(source).contains(block)));
    }

    @Test
    void take_a_reader_from_nothing_to_a_call_in_twenty_lines() throws IOException {
        var program = Files.readString(SAMPLES.resolve("Hello.java"));

        assertThat(program.lines()
                        .filter(line -> !line.isBlank() && !line.matches("(import|package) .*"))
                        .count())
                .isLessThan(20);
    }

    @Test
    void sign_in() throws Exception {
        server.pend().approve();

        var session = Hello.signIn(client);

        assertThat(client.whoami(session.accessToken()).subject()).isEqualTo("user-1");
    }

    @Test
    void show_what_happens() throws Exception {
        server.pend().slowDown().onPoll().unavailable(Duration.ofSeconds(20));
        server.approve();

        assertThat(careful.signIn(client)).isZero();

        assertThat(lines())
                .startsWith("Open " + server.issuer() + "/device?user_code=BCDF-GHJK", "Waiting, 900 s left")
                .contains("The server asks for a pause of 10 s")
                .contains(server.issuer() + "/oauth/token answered 503; again in 20 s")
                .endsWith("Signed in, with [read, write]");
    }

    @Test
    void show_how_it_ended() throws Exception {
        server.deny();
        assertThat(careful.signIn(client)).isEqualTo(4);
        server.expire();
        assertThat(careful.signIn(client)).isEqualTo(5);
        server.onPoll().refuse("invalid_client");
        assertThat(careful.signIn(client)).isEqualTo(1);

        assertThatThrownBy(() -> new LoginResult.Denied(null).session()).hasMessageContaining("refused");
        assertThatThrownBy(() -> new LoginResult.Expired().session()).hasMessageContaining("expired");
        assertThatThrownBy(() -> new LoginResult.Cancelled().session()).hasMessageContaining("cancelled");
        assertThat(careful.exitCode(new LoginResult.Cancelled())).isEqualTo(130);
        assertThat(lines())
                .contains("Refused: The fake server says access_denied", "The code has expired; start again")
                .last()
                .asString()
                .contains("Check the client id");
    }

    @Test
    void wait_meanwhile_call_and_know_their_server() throws Exception {
        server.approve();
        try (var other = Snippets.withoutMetadata(server.issuer());
                var login = client.startDeviceLogin()) {
            var result = Snippets.signInMeanwhile(login).join();

            assertThat(Snippets.call(result.session(), server.issuer().toString(), "/api/greeting"))
                    .contains("Hello");
            assertThat(other.endpoints().token()).isEqualTo(server.endpoints().token());
        }
    }

    @Test
    void verify_tokens() throws Exception {
        server.approve();
        var token = client.startDeviceLogin().await().session().accessToken();
        var issuer = server.issuer();
        try (var verifier =
                TokenVerifier.builder(issuer, issuer.toString()).time(clock).build()) {
            assertThat(Snippets.answer(verifier, token.asHeader())).isEqualTo(200);
            assertThat(Snippets.answer(verifier, "Bearer none")).isEqualTo(401);
        }
    }

    private List<String> lines() {
        return shown.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> samples() throws IOException {
        try (var files = Files.list(SAMPLES)) {
            var texts = new ArrayList<String>();
            for (var file : files.filter(Files::isRegularFile).toList()) {
                texts.add(plain(Files.readString(file)));
            }
            return texts;
        }
    }

    /** Without the indents, which a document has not, and where the formatter breaks lines otherwise. */
    private static String plain(String source) {
        return source.replaceAll("\\s+", " ").strip();
    }
}
