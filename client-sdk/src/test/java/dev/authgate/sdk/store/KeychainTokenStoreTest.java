package dev.authgate.sdk.store;

import static dev.authgate.sdk.store.SampleSessions.KEY;
import static dev.authgate.sdk.store.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.store.FakeKeychain.Mood;
import dev.authgate.sdk.store.TokenStores.Policy;
import dev.authgate.sdk.store.TokenStores.SystemPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Sessions in files under a key in the keychain")
final class KeychainTokenStoreTest extends TokenStoreContract {
    @TempDir
    private Path temporary;

    private final FakeKeychain willing = new FakeKeychain(Mood.WILLING);
    private final List<StoreNotice> notices = new ArrayList<>();

    @Override
    TokenStore store() {
        try {
            return store(Policy.REQUIRE_KEYCHAIN, willing);
        } catch (OAuthException e) {
            throw new IllegalStateException(e);
        }
    }

    private TokenStore store(Policy policy, Keychain keychain) throws OAuthException {
        return TokenStores.system(place(), policy, Optional.of(keychain), notices::add);
    }

    private SystemPlace place() {
        return new SystemPlace("my-cli", temporary.resolve("my-cli"), Duration.ofMillis(300));
    }

    private Path file() throws IOException {
        try (var files = Files.list(temporary.resolve("my-cli"))) {
            return files.filter(file -> file.toString().endsWith(".sealed"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void shows_nothing_of_the_tokens_on_the_disk() throws Exception {
        store().save(KEY, session(1));

        var text = new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1);

        assertThat(text).doesNotContain("access-1", "refresh-1", "my-cli", "auth.example.com");
    }

    @Test
    void has_one_key_for_all_stores_of_an_application() throws Exception {
        store().save(KEY, session(1));

        assertThat(store().load(KEY)).contains(session(1));
        assertThat(willing.secrets).containsOnlyKeys("my-cli");
    }

    @Test
    void sets_a_file_aside_that_was_tampered_with() throws Exception {
        store().save(KEY, session(1));
        var bytes = Files.readAllBytes(file());
        bytes[bytes.length - 1] ^= 1;
        Files.write(file(), bytes);

        assertThat(store().load(KEY)).isEmpty();
        assertThat(notices).singleElement().satisfies(notice -> assertThat(notice.message())
                .contains("not sealed with the key that is in the keychain now"));
    }

    @Test
    void takes_no_plain_file_and_no_other_sessions_file() throws Exception {
        store().save(KEY, session(1));
        var sealedBytes = Files.readAllBytes(file());
        Files.writeString(file(), "{}");
        assertThat(store().load(KEY)).isEmpty();

        var other = new SessionKey(KEY.issuer(), "other", KEY.profile());
        store().save(other, session(2));
        Files.write(file(), sealedBytes);
        assertThat(store().load(other)).isEmpty();
        assertThat(notices).hasSize(2);
    }

    @Test
    void says_that_it_is_the_keychain() {
        assertThat(store().description().kind()).isEqualTo("keychain");
        assertThat(store().description().protection()).contains("Encrypted under a key in the test's keychain");
    }

    @Nested
    @DisplayName("without a keychain that works")
    final class Without {
        @Test
        void is_a_fault_when_one_is_required() {
            for (var mood : List.of(Mood.LOCKED, Mood.SILENT, Mood.FORGETFUL)) {
                assertThatExceptionOfType(OAuthException.class)
                        .as(mood.name())
                        .isThrownBy(() -> store(Policy.REQUIRE_KEYCHAIN, new FakeKeychain(mood)))
                        .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.STORE));
            }
        }

        @Test
        void names_the_part_to_add_when_there_is_none() {
            assertThatExceptionOfType(OAuthException.class)
                    .isThrownBy(() -> TokenStores.system("my-cli", Policy.REQUIRE_KEYCHAIN, notice -> {}))
                    .withMessageContaining("authgate-client-sdk-keychain");
        }

        @Test
        void falls_back_to_a_plain_file_and_says_so_when_one_is_preferred() throws Exception {
            var store = store(Policy.PREFER_KEYCHAIN, new FakeKeychain(Mood.LOCKED));

            assertThat(store.description().kind()).isEqualTo("file");
            assertThat(store.description().protection()).contains("The keychain is not used: the keychain is locked.");
            assertThat(notices)
                    .singleElement()
                    .satisfies(notice -> assertThat(notice.kind()).isEqualTo(StoreNotice.Kind.KEYCHAIN_NOT_USED))
                    .satisfies(notice -> assertThat(notice.message())
                            .contains(
                                    "the keychain is locked",
                                    place().directory().toString()));
            store.save(KEY, session(1));
            assertThat(store.load(KEY)).contains(session(1));
        }

        @Test
        void waits_no_longer_than_the_limit() throws Exception {
            store(Policy.PREFER_KEYCHAIN, new FakeKeychain(Mood.SILENT));

            assertThat(notices).singleElement().satisfies(notice -> assertThat(notice.message())
                    .contains("did not answer within 300 ms"));
        }

        @Test
        void does_not_take_an_interrupt_for_a_missing_keychain() {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(OAuthException.class)
                    .isThrownBy(() -> store(Policy.PREFER_KEYCHAIN, willing))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.CANCELLED));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(notices).isEmpty();
        }

        @Test
        void leaves_what_is_not_its_key_in_the_keychain_and_untold() {
            for (var foreign : List.of("not base 64!", "c2hvcnQ=")) {
                willing.secrets.put("my-cli", foreign);

                assertThatExceptionOfType(OAuthException.class)
                        .isThrownBy(() -> store(Policy.REQUIRE_KEYCHAIN, willing))
                        .withMessageContaining("is not a key")
                        .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain(foreign));
            }
        }

        @Test
        void is_the_policy_for_those_who_want_none() throws Exception {
            assertThat(store(Policy.FILE, willing).description().kind()).isEqualTo("file");
            assertThat(store(Policy.MEMORY, willing).description().kind()).isEqualTo("memory");
            assertThat(willing.secrets).isEmpty();
        }
    }
}
