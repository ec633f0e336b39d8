package dev.authgate.server.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("NIST SP 800-63B-4 section 3.1.1.2: storing passwords")
class PasswordHasherTest {
    /** Made by other implementations of bcrypt (the vectors of OpenBSD and of John the Ripper). */
    private static final String BCRYPT_OF_U_STAR_U = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    /** Made by the reference implementation of Argon2: password "password", salt "somesalt". */
    private static final String ARGON2_OF_PASSWORD =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    private final PasswordHasher hasher = new PasswordHasher(1, Duration.ofSeconds(20));

    @AfterEach
    void close() {
        hasher.close();
    }

    @Nested
    @DisplayName("new hashes")
    class NewHashes {
        @Test
        void are_argon2id_of_19_mib_and_two_passes_with_a_16_byte_salt_and_a_32_byte_tag() {
            assertThat(hasher.hash("correct horse"))
                    .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        }

        @Test
        void differ_for_the_same_password() {
            assertThat(hasher.hash("correct horse")).isNotEqualTo(hasher.hash("correct horse"));
        }

        @Test
        void verify_their_password_and_no_other() {
            var hash = hasher.hash("correct horse");

            assertThat(hasher.verify("correct horse", hash)).isTrue();
            assertThat(hasher.verify("correct horsf", hash)).isFalse();
            assertThat(hasher.verify("", hash)).isFalse();
        }

        @Test
        void verify_a_password_in_any_unicode_form() {
            var composed = "p\u00e4ssw\u00f6rd";
            var decomposed = "pa\u0308sswo\u0308rd";

            assertThat(hasher.verify(decomposed, hasher.hash(composed))).isTrue();
            assertThat(hasher.verify(composed, hasher.hash(decomposed))).isTrue();
        }

        @Test
        void of_nobody_look_like_any_other_and_have_no_password() {
            var nobodys = hasher.hashOfNobody();

            assertThat(nobodys).hasSameSizeAs(hasher.hash("correct horse")).isNotEqualTo(hasher.hashOfNobody());
            assertThat(hasher.needsRehash(nobodys)).isFalse();
            assertThat(hasher.verify("", nobodys)).isFalse();
        }

        @Test
        void need_no_rehash() {
            assertThat(hasher.needsRehash(hasher.hash("correct horse"))).isFalse();
        }
    }

    @Nested
    @DisplayName("imported hashes")
    class ImportedHashes {
        @ParameterizedTest
        @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
        void of_bcrypt_verify_their_password_and_no_other(String version) {
            var hash = version + BCRYPT_OF_U_STAR_U.substring(version.length());

            assertThat(hasher.verify("U*U", hash)).isTrue();
            assertThat(hasher.verify("U*V", hash)).isFalse();
        }

        @Test
        void of_another_argon2_verify_their_password_and_no_other() {
            assertThat(hasher.verify("password", ARGON2_OF_PASSWORD)).isTrue();
            assertThat(hasher.verify("passwort", ARGON2_OF_PASSWORD)).isFalse();
        }

        @Test
        void may_be_of_the_password_as_it_was_typed() {
            // bcrypt of the letter a followed by a combining diaeresis, which NFKC would join to one letter
            var hash =
                    BcryptFunction.getInstance(Bcrypt.B, 4).hash("pa\u0308ss").getResult();

            assertThat(hasher.verify("pa\u0308ss", hash)).isTrue();
            assertThat(hasher.verify("p\u00e4ss", hash)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {BCRYPT_OF_U_STAR_U, ARGON2_OF_PASSWORD, "plain text", ""})
        void need_a_rehash(String hash) {
            assertThat(hasher.needsRehash(hash)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "password",
                    "$",
                    "$2a$05$short",
                    "$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                    "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                    "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                    "$argon2id$v=19$m=19456,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                    "$argon2id$v=19$m=19456,t=2,p=99$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                    "$argon2id$v=19$m=0,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ"
                })
        void that_are_broken_or_too_costly_verify_nothing(String hash) {
            assertThat(hasher.verify("password", hash)).isFalse();
        }
    }

    @Nested
    @DisplayName("bounds")
    class Bounds {
        @Test
        void a_password_of_1024_characters_is_hashed_whole() {
            var longest = "\ud83d\ude00".repeat(1024);
            var hash = hasher.hash(longest);

            assertThat(hasher.verify(longest, hash)).isTrue();
            assertThat(hasher.verify("\ud83d\ude00".repeat(1023) + "x", hash)).isFalse();
        }

        @Test
        void a_longer_one_is_refused_before_any_work() {
            var hash = hasher.hash("correct horse");
            hasher.close();

            assertThatThrownBy(() -> hasher.hash("x".repeat(1025))).isInstanceOf(IllegalArgumentException.class);
            assertThat(hasher.verify("x".repeat(1025), hash)).isFalse();
        }

        @Test
        void one_that_grows_beyond_them_when_normalised_is_refused_too() {
            // one character that NFKC spells out as eighteen
            assertThatThrownBy(() -> hasher.hash("\ufdfa".repeat(1024))).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void who_does_not_get_a_turn_in_time_is_told_that_the_server_is_busy() throws Exception {
            var impatient = new PasswordHasher(1, Duration.ofMillis(1));

            var outcomes = atOnce(12, () -> impatient.hash("correct horse"));

            assertThat(outcomes).anyMatch(outcome -> outcome instanceof String);
            assertThat(outcomes)
                    .filteredOn(outcome -> outcome instanceof Throwable)
                    .isNotEmpty()
                    .allSatisfy(failure -> assertThat(failure)
                            .isInstanceOfSatisfying(HashingBusy.class, busy -> assertThat(busy.retryAfter())
                                    .isPositive()));
            impatient.close();
        }

        @Test
        void a_full_queue_turns_the_next_away_at_once() throws Exception {
            var outcomes = atOnce(60, () -> hasher.hash("correct horse"));

            assertThat(outcomes).anyMatch(outcome -> outcome instanceof HashingBusy);
            assertThat(outcomes)
                    .filteredOn(outcome -> outcome instanceof String)
                    .hasSizeGreaterThanOrEqualTo(26);
        }

        @Test
        void after_closing_the_server_is_busy() {
            hasher.close();

            assertThatThrownBy(() -> hasher.hash("correct horse")).isInstanceOf(HashingBusy.class);
        }

        @Test
        void an_interrupted_caller_is_told_that_the_server_is_busy_and_stays_interrupted() {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> hasher.hash("correct horse")).isInstanceOf(HashingBusy.class);
            assertThat(Thread.interrupted()).isTrue();
        }

        private List<Object> atOnce(int callers, Callable<Object> work) throws Exception {
            var threads = Executors.newFixedThreadPool(callers);
            var start = new CountDownLatch(1);
            var futures = new ArrayList<Future<Object>>();
            for (int i = 0; i < callers; i++) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            start.countDown();
            var outcomes = new ArrayList<Object>();
            for (var future : futures) {
                outcomes.add(outcomeOf(future));
            }
            threads.shutdown();
            return outcomes;
        }

        private Object outcomeOf(Future<Object> future) throws InterruptedException {
            try {
                return future.get();
            } catch (ExecutionException e) {
                return Objects.requireNonNull(e.getCause());
            }
        }
    }
}
