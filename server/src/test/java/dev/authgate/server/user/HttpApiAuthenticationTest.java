package dev.authgate.server.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.MemoryAuditTrail;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.service.CompanyDesk;
import dev.authgate.server.service.CompanyService;
import dev.authgate.server.service.CompanyService.Behaviour;
import dev.authgate.server.service.CompanyService.Said;
import dev.authgate.server.service.ServiceClient;
import dev.authgate.server.service.ServiceProof;
import dev.authgate.server.service.ServiceSettings;
import dev.authgate.server.service.ServiceSettings.Certificates;
import dev.authgate.server.storage.MemoryTransactions;
import dev.authgate.server.storage.Race;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.user.Authentication.Authenticated;
import dev.authgate.server.user.Authentication.Conflict;
import dev.authgate.server.user.Authentication.Reason;
import dev.authgate.server.user.Authentication.Rejected;
import dev.authgate.server.user.Authentication.Unavailable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Signing in with a password that a company's service knows")
class HttpApiAuthenticationTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String PASSWORD = "seven silent submarines";
    private static final String LOCAL_PASSWORD = "three grey geese";

    private final CompanyDesk desk = new CompanyDesk(NOON::getEpochSecond).give("ann", "17", PASSWORD);
    private final CompanyService company = CompanyService.open(desk);
    private final ServiceClient client = client(company.port());
    private final PasswordService service = new PasswordService(client);
    private final MemoryUsers users = new MemoryUsers();
    private final MemoryAuditTrail audit = new MemoryAuditTrail();
    private final MemoryTransactions transactions = new MemoryTransactions(users, audit);
    private final PasswordHasher hasher = new PasswordHasher(1, Duration.ofSeconds(20));
    private final HttpApiAuthentication provider = new HttpApiAuthentication(
            service,
            new LocalAuthentication(users, hasher, transactions),
            new HttpApiAuthentication.Parts(users, audit, transactions),
            new Secrets());

    private static ServiceClient client(int port) {
        var settings = new ServiceSettings(
                URI.create("http://localhost:" + port + "/verify"),
                Duration.ofSeconds(2),
                Certificates.VERIFIED,
                ServiceProof.none());
        return new ServiceClient("authentication service", settings, Clock.systemUTC());
    }

    @BeforeEach
    void there_is_a_local_administrator() {
        users.add(User.local("admin-1", "admin", hasher.hash(LOCAL_PASSWORD), Role.ADMIN, NOON));
    }

    @AfterEach
    void close() {
        client.close();
        company.close();
        hasher.close();
    }

    private Authentication signIn(String username, String password) {
        return provider.authenticate(username, password, Origin.local(), NOON);
    }

    private User signedIn(String username, String password) {
        var authentication = signIn(username, password);
        assertThat(authentication).isInstanceOf(Authenticated.class);
        return ((Authenticated) authentication).user();
    }

    private List<EventType> audited() {
        return audit.events().stream().map(AuditEvent::type).toList();
    }

    @Nested
    @DisplayName("The first time")
    class FirstTime {
        @Test
        void a_user_without_a_password_is_made() {
            var user = signedIn("ann", PASSWORD);

            assertThat(users.find(user.id())).contains(user);
            assertThat(user.source()).isEqualTo("http_api");
            assertThat(user.externalId()).isEqualTo("17");
            assertThat(user.username()).isEqualTo("ann");
            assertThat(user.email()).isEqualTo("17@company.example");
            assertThat(user.fullName()).isEqualTo("Number 17");
            assertThat(user.role()).isEqualTo(Role.USER);
            assertThat(user.passwordHash()).isNull();
            assertThat(audited()).containsExactly(EventType.USER_CREATED);
        }

        @Test
        void a_wrong_password_makes_nobody() {
            assertThat(signIn("ann", "wrong")).isEqualTo(new Rejected(Reason.REFUSED_BY_SERVICE));
            assertThat(signIn("mallory", PASSWORD)).isEqualTo(new Rejected(Reason.REFUSED_BY_SERVICE));
            assertThat(users.all()).hasSize(1);
        }

        @Test
        void twice_at_once_makes_one() throws Exception {
            var slots = new Semaphore(12);
            var outcomes = Race.run(runner -> {
                slots.acquireUninterruptibly();
                try {
                    return signIn("ann", PASSWORD);
                } finally {
                    slots.release();
                }
            });

            assertThat(outcomes)
                    .hasSize(Race.RUNNERS)
                    .hasOnlyElementsOfType(Authenticated.class)
                    .containsOnly(outcomes.get(0));
            assertThat(users.all()).hasSize(2);
        }

        @Test
        void the_name_is_taken_as_typed_without_blanks_around_it() {
            desk.give(" ann ", "17", PASSWORD);

            assertThat(signedIn(" ann ", PASSWORD).username()).isEqualTo("ann");
        }

        @Test
        void a_name_of_nothing_is_nobodys() {
            desk.give("  ", "99", PASSWORD);

            assertThat(signIn("  ", PASSWORD)).isEqualTo(new Rejected(Reason.UNKNOWN_USER));
        }
    }

    @Nested
    @DisplayName("Every other time")
    class InStep {
        private final User ann = signedIn("ann", PASSWORD);

        @Test
        void nothing_is_written_when_nothing_has_changed() {
            assertThat(signedIn("ann", PASSWORD)).isEqualTo(ann);
            assertThat(audited()).containsExactly(EventType.USER_CREATED);
        }

        @Test
        void a_name_in_other_letters_is_the_same_name() {
            desk.give("ANN", "17", PASSWORD);

            assertThat(signedIn("ANN", PASSWORD)).isEqualTo(ann);
        }

        @Test
        void name_email_and_full_name_follow_the_service() {
            desk.takeAway("ann");
            desk.give("ann.miller", "17", PASSWORD)
                    .say("email", "ann@new.example")
                    .say("full_name", "");

            var moved = signedIn("ann.miller", PASSWORD);

            assertThat(moved.id()).isEqualTo(ann.id());
            assertThat(moved.username()).isEqualTo("ann.miller");
            assertThat(moved.email()).isEqualTo("ann@new.example");
            assertThat(moved.fullName()).isNull();
            assertThat(audited()).containsExactly(EventType.USER_CREATED, EventType.USER_CHANGED);
        }

        @Test
        void what_the_service_does_not_mention_stays() {
            desk.say("email", null).say("full_name", null);

            assertThat(signedIn("ann", PASSWORD)).isEqualTo(ann);
        }

        @Test
        void what_an_administrator_did_stays() {
            var promoted = new User(ann.id(), "ann", null, Role.ADMIN, true, null, null, "http_api", "17", NOON, NOON);
            users.replace(ann, promoted);

            assertThat(signedIn("ann", PASSWORD).role()).isEqualTo(Role.ADMIN);
        }

        @Test
        void an_administrator_can_block_the_user() {
            users.replace(ann, ann.disabled());
            desk.say("email", "other@company.example");

            assertThat(signIn("ann", PASSWORD)).isEqualTo(new Rejected(Reason.USER_DISABLED));
            assertThat(users.find(ann.id())).contains(ann.disabled());
        }

        @Test
        void words_are_cut_and_cleaned_before_they_are_kept() {
            desk.say("full_name", "Ann\u0000\n" + "x".repeat(500));

            var name = Objects.requireNonNull(signedIn("ann", PASSWORD).fullName());

            assertThat(name).hasSize(200).startsWith("Ann  xx");
        }
    }

    @Nested
    @DisplayName("A name is not an identity")
    class Names {
        private final User ann = signedIn("ann", PASSWORD);

        @Test
        void a_name_given_to_another_person_opens_nothing_of_the_former_owners() {
            desk.give("ann", "18", "the other person's words");

            assertThat(signIn("ann", "the other person's words")).isEqualTo(new Conflict());
            assertThat(users.find(ann.id())).contains(ann);
            assertThat(users.all()).hasSize(2);
        }

        @Test
        void once_the_former_owner_has_another_name_the_name_is_free() {
            desk.give("ann.old", "17", PASSWORD);
            desk.give("ann", "18", "the other person's words");
            signedIn("ann.old", PASSWORD);

            var other = signedIn("ann", "the other person's words");

            assertThat(other.id()).isNotEqualTo(ann.id());
            assertThat(other.externalId()).isEqualTo("18");
        }

        @Test
        void a_person_whose_new_name_is_taken_is_told_so_and_not_signed_in() {
            desk.give("bob", "18", "the other person's words");
            signedIn("bob", "the other person's words");
            desk.give("bob", "17", PASSWORD);

            assertThat(signIn("bob", PASSWORD)).isEqualTo(new Conflict());
            assertThat(users.find(ann.id())).contains(ann);
        }

        @Test
        void a_person_whose_name_is_a_local_users_is_told_so() {
            desk.give("admin", "1", "the director's own words");

            assertThat(signIn("admin", "the director's own words")).isEqualTo(new Conflict());
            assertThat(signIn("admin", "wrong")).isEqualTo(new Rejected(Reason.WRONG_PASSWORD));
        }

        @Test
        void a_user_of_a_third_source_is_somebody_else_too() {
            users.add(new User("x", "cleo", null, Role.USER, true, null, null, "directory", "17", NOON, NOON));
            desk.give("cleo", "19", PASSWORD);

            assertThat(signIn("cleo", PASSWORD)).isEqualTo(new Conflict());
        }
    }

    @Nested
    @DisplayName("Somebody else is faster")
    class Faster {
        private final User ann = signedIn("ann", PASSWORD);

        private Authentication signInAs(String name, Runnable meanwhile) {
            desk.takeAway("ann");
            desk.give(name, "17", PASSWORD);
            var raced = new Raced(users, meanwhile);
            var parts = new HttpApiAuthentication.Parts(raced, audit, new Unwound());
            var local = new LocalAuthentication(raced, hasher, transactions);
            return new HttpApiAuthentication(service, local, parts, new Secrets())
                    .authenticate(name, PASSWORD, Origin.local(), NOON);
        }

        @Test
        void who_takes_the_new_name_at_this_moment_keeps_it() {
            var other = User.local("other", "ann.miller", "hash", Role.USER, NOON);

            assertThat(signInAs("ann.miller", () -> users.add(other))).isEqualTo(new Conflict());
            assertThat(users.findByUsername("ann.miller")).contains(other);
            assertThat(users.find(ann.id())).contains(ann);
        }

        @Test
        void a_block_at_this_moment_counts() {
            assertThat(signInAs("ann.miller", () -> users.replace(ann, ann.disabled())))
                    .isEqualTo(new Rejected(Reason.USER_DISABLED));
            assertThat(users.find(ann.id())).contains(ann.disabled());
        }

        /** What others did at the same moment is not undone with a unit of work. */
        private static final class Unwound implements Transactions {
            @Override
            public <T> T inTransaction(Supplier<T> work) {
                return work.get();
            }
        }

        /** Users to whom something happens just before one is replaced. */
        private record Raced(Users users, Runnable meanwhile) implements Users {
            @Override
            public Optional<User> find(String id) {
                return users.find(id);
            }

            @Override
            public Optional<User> findByUsername(String username) {
                return users.findByUsername(username);
            }

            @Override
            public Optional<User> findByExternalId(String source, String externalId) {
                return users.findByExternalId(source, externalId);
            }

            @Override
            public boolean add(User user) {
                return users.add(user);
            }

            @Override
            public boolean replace(User expected, User next) {
                meanwhile.run();
                return users.replace(expected, next);
            }

            @Override
            public List<User> all() {
                return users.all();
            }
        }
    }

    @Nested
    @DisplayName("When the service fails")
    class Failing {
        @ParameterizedTest
        @EnumSource(
                value = Behaviour.class,
                mode = EnumSource.Mode.EXCLUDE,
                names = {"RIGHT", "SLOW"})
        void its_users_are_told_so_and_local_users_sign_in(Behaviour behaviour) {
            company.behave(behaviour);

            assertThat(signIn("ann", PASSWORD)).isEqualTo(new Unavailable());
            assertThat(signedIn("admin", LOCAL_PASSWORD).id()).isEqualTo("admin-1");
            assertThat(company.asked()).hasSize(1);
            assertThat(users.all()).hasSize(1);
        }

        @Test
        void a_wrong_local_password_stays_wrong() {
            company.close();

            assertThat(signIn("admin", "wrong")).isEqualTo(new Rejected(Reason.WRONG_PASSWORD));
            assertThat(signIn("ann", PASSWORD)).isEqualTo(new Unavailable());
        }

        @Test
        void a_success_without_an_id_or_with_a_strange_one_is_none() {
            for (var id : new Object[] {"", " ", 17, "a\u0000b", "x".repeat(257)}) {
                desk.say("user_id", id);

                assertThat(signIn("ann", PASSWORD)).isEqualTo(new Unavailable());
            }
            assertThat(users.all()).hasSize(1);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"success\":true,\"user_id\":\"17\\ud83d\"}|none",
                    "{\"success\":true,\"user_id\":\"17\",\"full_name\":\"A\\ud83dB\"}|A B",
                    "{\"success\":true,\"user_id\":\"17\",\"full_name\":\"A\\ud83d\\ude42B\"}|A\ud83d\ude42B",
                })
        void halves_of_characters_are_no_id_and_no_words(String json, String name) {
            try (var odd = CompanyService.open(question -> new Said(200, json));
                    var asking = client(odd.port())) {
                assertThat(new PasswordService(asking).ask("ann", PASSWORD))
                        .isEqualTo(
                                name.equals("none")
                                        ? new PasswordService.Verdict.Unavailable()
                                        : new PasswordService.Verdict.Vouched(
                                                new PasswordService.Person("17", null, name)));
            }
        }

        @Test
        void an_answer_that_says_neither_yes_nor_no_is_none() {
            desk.say("success", null);

            assertThat(signIn("ann", PASSWORD)).isEqualTo(new Unavailable());
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 401, 403, 422})
        void a_refusal_without_words_counts_as_a_wrong_password(int status) {
            try (var curt = CompanyService.open(question -> new Said(status, "no"));
                    var asking = client(curt.port())) {
                assertThat(new PasswordService(asking).ask("ann", PASSWORD))
                        .isEqualTo(new PasswordService.Verdict.Denied());
            }
        }

        @Test
        void a_refusal_with_words_may_have_any_status_and_a_success_only_200() {
            try (var odd = CompanyService.open(question ->
                            new Said(404, "{\"success\":" + question.body().contains("ann") + ",\"user_id\":\"1\"}"));
                    var asking = client(odd.port())) {
                var odder = new PasswordService(asking);

                assertThat(odder.ask("bob", PASSWORD)).isEqualTo(new PasswordService.Verdict.Denied());
                assertThat(odder.ask("ann", PASSWORD)).isEqualTo(new PasswordService.Verdict.Unavailable());
            }
        }
    }

    @Nested
    @DisplayName("Looking at the service, for the command check")
    class Checking {
        @Test
        void nothing_is_wrong_with_a_service_that_refuses_a_user_who_cannot_exist() {
            assertThat(service.problem("drawn")).isEmpty();
        }

        @Test
        void a_service_that_lets_everybody_in_is_found_out() {
            desk.say("success", true);

            assertThat(service.problem("drawn").orElseThrow()).startsWith("lets everybody in");
        }

        @Test
        void a_refusal_without_words_hints_at_the_secret() {
            try (var curt = CompanyService.open(question -> new Said(401, "no"));
                    var asking = client(curt.port())) {
                assertThat(new PasswordService(asking).problem("drawn").orElseThrow())
                        .contains("HTTP_API_AUTH_SECRET");
            }
            try (var other = CompanyService.open(question -> new Said(404, "no"));
                    var asking = client(other.port())) {
                assertThat(new PasswordService(asking).problem("drawn").orElseThrow())
                        .contains("HTTP_API_URL may be another page");
            }
        }

        @Test
        void a_failure_is_told_in_its_words() {
            company.behave(Behaviour.PAGE);

            assertThat(service.problem("drawn")).contains("answers 200 with text/html instead of application/json");
        }
    }
}
