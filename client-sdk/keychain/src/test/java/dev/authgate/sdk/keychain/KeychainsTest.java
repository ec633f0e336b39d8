package dev.authgate.sdk.keychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.store.Keychain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Keychains behind programs of the system")
@Timeout(30)
final class KeychainsTest {
    private static final String SECRET = "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IDMyYj0=";

    @TempDir
    private Path directory;

    private List<Keychain> both(String script) throws IOException {
        return List.of(
                new SecretService(FakeProgram.in(directory, "secret-tool", script)),
                new LoginKeychain(FakeProgram.in(directory, "security", script)));
    }

    @Test
    void give_back_the_secret_that_they_keep() throws Exception {
        for (var keychain : both(FakeProgram.WILLING)) {
            Files.deleteIfExists(directory.resolve("secret"));
            assertThat(keychain.find("my-cli")).isEmpty();

            keychain.keep("my-cli", SECRET);

            assertThat(keychain.find("my-cli")).contains(SECRET);
            assertThat(keychain.name()).startsWith("the ");
        }
    }

    @Test
    void never_get_the_secret_by_an_argument() throws Exception {
        for (var keychain : both(FakeProgram.WILLING)) {
            keychain.keep("my-cli", SECRET);
        }

        assertThat(Files.readString(directory.resolve("arguments")))
                .contains("store", "-i")
                .doesNotContain(SECRET);
    }

    @Test
    void are_faults_when_their_programs_complain() throws Exception {
        for (var keychain : both("echo 'Cannot autolaunch D-Bus\n without X11' >&2; exit 1")) {
            assertThatExceptionOfType(OAuthException.class)
                    .isThrownBy(() -> keychain.find("my-cli"))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.STORE))
                    .withMessageEndingWith("cannot be used: Cannot autolaunch D-Bus without X11");
            assertThatExceptionOfType(OAuthException.class)
                    .isThrownBy(() -> keychain.keep("my-cli", SECRET))
                    .withMessageContaining("did not take a key")
                    .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain(SECRET));
        }
    }

    @Test
    void may_be_locked_without_a_word() throws Exception {
        var keychain = new SecretService(FakeProgram.in(directory, "secret-tool", "cat > /dev/null; exit 1"));

        assertThat(keychain.find("my-cli")).isEmpty();
        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> keychain.keep("my-cli", SECRET))
                .withMessageContaining("it may be locked");
    }

    @Test
    void say_what_to_install_when_their_programs_are_missing() {
        var keychain =
                new SecretService(new Program(directory.resolve("missing").toString(), "install libsecret-tools"));

        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> keychain.find("my-cli"))
                .withMessageContaining("cannot be run; install libsecret-tools");
    }

    @Test
    void take_no_words_that_would_need_quotes() throws Exception {
        var keychain = new LoginKeychain(FakeProgram.in(directory, "security", FakeProgram.WILLING));

        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> keychain.keep("my-cli", "a secret\nexport"))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.CONFIGURATION));
    }

    @Test
    void leave_no_program_behind_when_nobody_waits_any_more() throws Exception {
        var program = FakeProgram.in(directory, "secret-tool", "echo $$ > \"$(dirname \"$0\")/pid\"; exec sleep 60");
        var waiting = new Thread(
                () -> assertThatExceptionOfType(OAuthException.class).isThrownBy(() -> program.run("", List.of())));
        waiting.start();
        var pid = directory.resolve("pid");
        while (!Files.exists(pid) || Files.readString(pid).isBlank()) {
            waiting.join(10);
            assertThat(waiting.isAlive()).isTrue();
        }

        waiting.interrupt();
        waiting.join();

        var left = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        left.ifPresent(process -> process.onExit().join());
        assertThat(left.filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Nested
    @DisplayName("are chosen by the system")
    final class Choice {
        @Test
        void of_which_two_are_known() {
            assertThat(new SystemKeychain("Linux").name()).isEqualTo("the Secret Service");
            assertThat(new SystemKeychain("Mac OS X").name()).isEqualTo("the login keychain");
            assertThat(new SystemKeychain().name()).isNotEmpty();
        }

        @Test
        void and_are_a_fault_on_another() {
            var windows = new SystemKeychain("Windows 11");

            assertThat(windows.name()).contains("Windows 11");
            assertThatExceptionOfType(OAuthException.class)
                    .isThrownBy(() -> windows.keep("my-cli", SECRET))
                    .withMessageContaining("not to that of Windows 11");
        }
    }
}
