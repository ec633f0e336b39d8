package dev.authgate.server.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.session.AttemptSubjects;
import dev.authgate.server.session.MemoryAttempts;
import dev.authgate.server.session.Session;
import dev.authgate.server.session.SignedInUser;
import dev.authgate.server.user.Role;
import dev.authgate.server.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8628 section 3.3 and section 5.1: a person types a code and decides")
class UserCodeEntryTest {
    private static final Instant NOON = DeviceFlow.NOON;
    private static final String WRONG = "ZZZZ-ZZZZ";

    private final DeviceFlow flow = new DeviceFlow();
    private final MemoryAttempts attempts = new MemoryAttempts();
    private final AttemptSubjects subjects =
            new AttemptSubjects(MasterSecret.of("a server secret of thirty-two bytes"));
    private final UserCodeEntry entry = entry(CodeEntryLimits.on(attempts, subjects, flow.authorizations));

    private UserCodeEntry entry(CodeEntryLimits limits) {
        var parts = new UserCodeEntry.Parts(flow.authorizations, flow.userCodeKeys, flow.clients, flow.grants);
        return new UserCodeEntry(parts, limits, flow.decisions, flow.audit, flow.transactions);
    }

    private static SignedInUser person(String name) {
        var user = User.local("id of " + name, name, "hash", Role.USER, NOON);
        var session = new Session(SecretHash.of(name), user.id(), NOON, NOON, NOON.plus(Duration.ofDays(7)));
        return new SignedInUser(session, user);
    }

    private static Origin at(String address) {
        return new Origin(address, "Browser", "request-1");
    }

    private String enter(String typed, String name, String address, Instant now) {
        return word(entry.enter(typed, person(name), at(address), now));
    }

    /** The result in a word. */
    private static String word(CodeEntry result) {
        return result.match(new CodeEntry.Cases<>() {
            @Override
            public String found(CodeEntry.Found found) {
                return found.firstTime() ? "found, for the first time" : "found";
            }

            @Override
            public String rejected() {
                return "rejected";
            }

            @Override
            public String limited(Duration retryAfter) {
                return "limited for " + retryAfter.toSeconds() + " s";
            }
        });
    }

    @Nested
    @DisplayName("typing the code")
    class Typing {
        @Test
        void finds_the_request_however_the_code_is_written() {
            var code = flow.start().userCode();

            assertThat(enter(code.shown(), "ann", "192.0.2.1", NOON)).isEqualTo("found, for the first time");
            assertThat(enter(code.letters().toLowerCase(Locale.ROOT), "ann", "192.0.2.1", NOON))
                    .startsWith("found");
        }

        @Test
        void tells_unknown_expired_denied_and_redeemed_codes_with_one_word() {
            var expired = flow.start();
            var denied = flow.start();
            flow.deny(denied, NOON);
            var redeemed = flow.start();
            flow.approve(redeemed, NOON);
            flow.poll(redeemed.deviceCode(), NOON);

            assertThat(enter(WRONG, "ann", "192.0.2.1", NOON)).isEqualTo("rejected");
            assertThat(enter("no code at all", "ann", "192.0.2.1", NOON)).isEqualTo("rejected");
            assertThat(enter(denied.userCode().shown(), "ann", "192.0.2.1", NOON))
                    .isEqualTo("rejected");
            assertThat(enter(redeemed.userCode().shown(), "ann", "192.0.2.1", NOON))
                    .isEqualTo("rejected");
            assertThat(enter(expired.userCode().shown(), "ben", "192.0.2.1", NOON.plus(Duration.ofMinutes(30))))
                    .isEqualTo("rejected");
        }

        @Test
        void finds_nothing_of_a_client_that_is_disabled() {
            var code = flow.start().userCode();
            flow.clients.replace(flow.client, flow.client.disabled());

            assertThat(enter(code.shown(), "ann", "192.0.2.1", NOON)).isEqualTo("rejected");
        }

        @Test
        void knows_a_client_that_the_person_has_allowed_before() {
            var first = flow.start();
            flow.approve(first, NOON);
            flow.poll(first.deviceCode(), NOON);
            var second = flow.start();

            var alex = new SignedInUser(person("alex").session(), DeviceFlow.ALEX);
            var again = entry.enter(second.userCode().shown(), alex, at("192.0.2.1"), NOON);

            assertThat(word(again)).isEqualTo("found");
        }
    }

    @Nested
    @DisplayName("deciding")
    class Deciding {
        private boolean decide(DeviceRequest.Issued issued, UserCodeEntry.Decision decision) {
            return entry.decide(flow.find(issued), decision, person("ann"), at("192.0.2.1"), NOON);
        }

        @Test
        void is_news_for_other_nodes_and_ends_the_wait_of_the_device_on_this_one() {
            var issued = flow.start();
            var code = SecretHash.of(issued.deviceCode());
            var asker = new HandOver.Asker(code, "client-1", "203.0.113.24");
            var hold = flow.handOver.hold(asker, Duration.ofSeconds(30), NOON).orElseThrow();

            decide(issued, UserCodeEntry.Decision.APPROVE);

            assertThat(flow.news.announced()).containsExactly(code);
            assertThat(hold.ending().toCompletableFuture()).isCompletedWithValue(HandOver.Ending.NEWS);
        }

        @Test
        void is_no_news_when_somebody_else_was_faster() {
            var issued = flow.start();
            var waiting = flow.find(issued);
            decide(issued, UserCodeEntry.Decision.DENY);

            entry.decide(waiting, UserCodeEntry.Decision.APPROVE, person("ben"), at("192.0.2.1"), NOON);

            assertThat(flow.news.announced()).hasSize(1);
        }

        @Test
        void reaches_the_device_with_its_next_poll_and_the_audit_trail() {
            var approved = flow.start();
            var denied = flow.start();

            assertThat(decide(approved, UserCodeEntry.Decision.APPROVE)).isTrue();
            assertThat(decide(denied, UserCodeEntry.Decision.DENY)).isTrue();

            assertThat(flow.find(approved).status()).isEqualTo(DeviceAuthorization.Status.APPROVED);
            assertThat(flow.find(denied).status()).isEqualTo(DeviceAuthorization.Status.DENIED);
            assertThat(flow.audited()).contains(EventType.DEVICE_APPROVED, EventType.DEVICE_DENIED);
        }

        @Test
        void is_for_the_first_of_two() {
            var issued = flow.start();
            var waiting = flow.find(issued);
            decide(issued, UserCodeEntry.Decision.DENY);

            var second = entry.decide(
                    waiting, UserCodeEntry.Decision.APPROVE, person("ben"), at("192.0.2.2"), NOON.plusSeconds(1));

            assertThat(second).isFalse();
            assertThat(flow.find(issued).status()).isEqualTo(DeviceAuthorization.Status.DENIED);
            assertThat(flow.audited()).doesNotContain(EventType.DEVICE_APPROVED);
        }
    }

    @Nested
    @DisplayName("guessing")
    class Guessing {
        @Test
        void pauses_a_session_after_five_wrong_codes() {
            for (var i = 0; i < 5; i++) {
                assertThat(enter(WRONG, "ann", "192.0.2.1", NOON)).isEqualTo("rejected");
            }

            assertThat(enter(WRONG, "ann", "192.0.2.1", NOON)).isEqualTo("limited for 15 s");
            assertThat(enter(WRONG, "ben", "192.0.2.1", NOON)).isEqualTo("rejected");
            assertThat(flow.audited()).contains(EventType.USER_CODE_REJECTED, EventType.USER_CODE_LIMITED);
        }

        @Test
        void pauses_a_network_after_twenty_wrong_codes_whoever_types_them() {
            for (var i = 0; i < 20; i++) {
                assertThat(enter(WRONG, "person" + i, "192.0.2.1", NOON)).isEqualTo("rejected");
            }

            assertThat(enter(WRONG, "somebody else", "192.0.2.1", NOON)).isEqualTo("limited for 30 s");
            assertThat(enter(WRONG, "somebody else", "198.51.100.7", NOON)).isEqualTo("rejected");
        }

        @Test
        void gains_nothing_by_mixing_in_right_codes() {
            var code = flow.start().userCode().shown();
            for (var i = 0; i < 5; i++) {
                enter(WRONG, "ann", "192.0.2.1", NOON);
                enter(code, "ann", "192.0.2.1", NOON);
            }

            assertThat(enter(WRONG, "ann", "192.0.2.1", NOON)).startsWith("limited");
        }

        /** With a hundred live codes, 256000 wrong ones hit with a chance of a thousandth. */
        private void wrongCodesOfOthers(int count) {
            for (var i = 0; i < 100; i++) {
                flow.start();
            }
            for (var i = 0; i < count; i++) {
                attempts.increment("user-code:everyone:" + NOON.getEpochSecond() / 600, NOON, Instant.EPOCH);
            }
        }

        @Test
        void pauses_for_everyone_and_raises_one_alarm_when_a_hit_becomes_likely() {
            wrongCodesOfOthers(255_999);

            assertThat(enter(WRONG, "ann", "192.0.2.1", NOON)).isEqualTo("rejected");
            assertThat(flow.audited()).containsOnlyOnce(EventType.USER_CODE_GUESSING);
            assertThat(enter(WRONG, "ben", "198.51.100.7", NOON)).isEqualTo("limited for 600 s");
        }

        @Test
        void goes_on_in_the_next_window() {
            wrongCodesOfOthers(256_000);

            assertThat(enter(WRONG, "ann", "192.0.2.1", NOON.plusSeconds(590))).isEqualTo("limited for 10 s");
            assertThat(enter(WRONG, "ann", "192.0.2.1", NOON.plusSeconds(600))).isEqualTo("rejected");
        }

        @Test
        void is_not_slowed_down_with_LIMITS_off() {
            var unlimited = entry(CodeEntryLimits.off(subjects));
            for (var i = 0; i < 50; i++) {
                assertThat(word(unlimited.enter(WRONG, person("ann"), at("192.0.2.1"), NOON)))
                        .isEqualTo("rejected");
            }
        }
    }
}
