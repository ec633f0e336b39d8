package dev.authgate.sdk.store;

import static dev.authgate.sdk.store.SampleSessions.KEY;
import static dev.authgate.sdk.store.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The file .authgate-tokens.json in the working directory")
final class WorkingDirectoryTokenStoreTest extends TokenStoreContract {
    @TempDir
    private Path directory;

    private final List<StoreNotice> notices = new ArrayList<>();

    private Path file() {
        return directory.resolve(WorkingDirectoryTokenStore.FILE_NAME);
    }

    @Override
    WorkingDirectoryTokenStore store() {
        return new WorkingDirectoryTokenStore(file(), notices::add);
    }

    private void write(String content) throws IOException {
        Files.deleteIfExists(file());
        Files.createFile(file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file(), content);
    }

    @Test
    void reads_what_the_first_command_lines_wrote() throws Exception {
        write("""
                {"tokens": {"my-cli": {"access_token": "a1", "refresh_token": "r1", "token_type": "Bearer",
                  "expires_at": "2026-11-24T15:00:00.5+02:00", "client_id": "my-cli"},
                  "other": {"access_token": "a2", "expires_at": "2026-11-24T15:00:00Z", "client_id": "other"}}}
                """);

        var session = store().load(KEY).orElseThrow();

        assertThat(session.accessToken()).isEqualTo("a1");
        assertThat(session.refreshToken()).isEqualTo("r1");
        assertThat(session.accessTokenExpiresAt()).isEqualTo(Instant.parse("2026-11-24T13:00:00.5Z"));
        assertThat(session.scopes()).isEmpty();
        assertThat(store().list()).isEmpty();
    }

    @Test
    void reads_the_form_with_one_session_and_turns_it_into_the_other() throws Exception {
        write("""
                {"access_token": "a1", "refresh_token": "r1", "token_type": "Bearer",
                 "expires_at": "2026-11-24T15:00:00Z", "made_by": "hand"}
                """);
        assertThat(store().load(KEY).orElseThrow().refreshToken()).isEqualTo("r1");

        store().save(KEY, session(1));

        assertThat(store().load(KEY)).contains(session(1));
        assertThat(Files.readString(file()).replaceAll("\\s", ""))
                .startsWith("{\"tokens\":{\"my-cli\":{")
                .contains("\"made_by\":\"hand\"", "\"token_type\":\"Bearer\"", "\"client_id\":\"my-cli\"");
    }

    @Test
    void deletes_the_one_session_without_a_name() throws Exception {
        write("{\"access_token\": \"a1\", \"expires_at\": \"2026-11-24T15:00:00Z\"}");

        assertThat(store().delete(KEY)).isTrue();
        assertThat(store().load(KEY)).isEmpty();
    }

    @Test
    void keeps_the_file_its_users_alone_and_the_others_in_it() throws Exception {
        write("{\"tokens\": {\"other\": {\"access_token\": \"a2\", \"expires_at\": \"2026-11-24T15:00:00Z\"}}}");

        store().save(KEY, session(1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file())).contains("\"a2\"");
    }

    @Test
    void moves_a_file_that_makes_no_sense_aside() throws Exception {
        for (var nonsense : List.of(
                "",
                "[]",
                "{} {}",
                "{\"tokens\": {\"my-cli\": 5}}",
                "{\"tokens\": {\"my-cli\": {\"access_token\": \"a\"}}}",
                "{\"a\": 1, \"a\": 2}")) {
            write(nonsense);

            assertThat(store().load(KEY)).as(nonsense).isEmpty();
        }
        assertThat(notices).hasSize(6).allSatisfy(notice -> assertThat(notice.kind())
                .isEqualTo(StoreNotice.Kind.CORRUPT_FILE_SET_ASIDE));
    }

    @Test
    void ignores_a_server_that_is_none() throws Exception {
        write("{\"tokens\": {\"my-cli\": {\"access_token\": \"a\", \"expires_at\": \"2026-11-24T15:00:00Z\","
                + " \"issuer\": \"not a server\", \"issued_at\": 5}}}");

        assertThat(store().load(KEY)).isPresent();
        assertThat(store().list()).isEmpty();
    }

    @Test
    void knows_no_profiles_and_says_so() {
        var work = new SessionKey(KEY.issuer(), KEY.clientId(), "work");

        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> store().save(work, session(1)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.CONFIGURATION))
                .withMessageContaining("only the profile \"default\", not \"work\"");
    }

    @Test
    void is_in_the_directory_the_program_was_started_in() {
        var description = TokenStores.workingDirectory().description();

        assertThat(description.location())
                .isEqualTo(Path.of(".authgate-tokens.json").toAbsolutePath().toString());
        assertThat(description.protection()).contains("version control");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkingDirectoryTokenStore(Path.of("/"), notices::add));
    }
}
