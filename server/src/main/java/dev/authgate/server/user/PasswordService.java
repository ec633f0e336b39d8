package dev.authgate.server.user;

import dev.authgate.server.service.JsonService;
import dev.authgate.server.service.ServiceAnswer;
import dev.authgate.server.service.ServiceFailure;
import dev.authgate.server.service.ServiceRequest;
import dev.authgate.server.service.ServiceRequest.Repetition;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service that knows the passwords of its users: what is asked, and what its answers mean. */
public final class PasswordService {
    /** What no user can have as an id, and no database keep. */
    private static final int LONGEST_ID = 256;

    private static final int LONGEST_WORDS = 200;

    /** Statuses by which services say no, with or without words: guessing must not get cheaper by a lack of words. */
    private static final Set<Integer> NO = Set.of(400, 401, 403, 422);

    private static final Logger LOG = LoggerFactory.getLogger(PasswordService.class);

    private final JsonService service;

    public PasswordService(JsonService service) {
        this.service = service;
    }

    /**
     * Somebody the service vouches for.
     *
     * @param id what the service calls the person, whatever the name is
     * @param email empty when there is none, null when nothing is said about it
     * @param fullName likewise
     */
    public record Person(
            String id, @Nullable String email, @Nullable String fullName) {}

    /** What came of a question. */
    public sealed interface Verdict {
        <T> T match(Cases<T> cases);

        /** One answer for each verdict. */
        interface Cases<T> {
            T vouched(Person person);

            T denied();

            T busy(Duration retryAfter);

            T unavailable();
        }

        /** The password is right. */
        record Vouched(Person person) implements Verdict {
            @Override
            public <T> T match(Cases<T> cases) {
                return cases.vouched(person);
            }
        }

        /** It is not, or the service does not want this person to sign in. */
        record Denied() implements Verdict {
            @Override
            public <T> T match(Cases<T> cases) {
                return cases.denied();
            }
        }

        /** The service was not asked, for too many others wait for it. */
        record Busy(Duration retryAfter) implements Verdict {
            @Override
            public <T> T match(Cases<T> cases) {
                return cases.busy(retryAfter);
            }
        }

        /** The service said nothing that can be used. */
        record Unavailable() implements Verdict {
            @Override
            public <T> T match(Cases<T> cases) {
                return cases.unavailable();
            }
        }
    }

    /** Asks whether this is the password of that user; once, whatever happens. */
    public Verdict ask(String username, String password) {
        try {
            return verdict(post(username, password));
        } catch (ServiceFailure e) {
            if (e.kind() == ServiceFailure.Kind.DISAGREEING) {
                LOG.warn("The authentication service {}", e.getMessage());
            }
            return e.kind() == ServiceFailure.Kind.BUSY ? new Verdict.Busy(e.retryAfter()) : new Verdict.Unavailable();
        }
    }

    private ServiceAnswer post(String username, String password) {
        var members = new LinkedHashMap<String, Object>();
        members.put("username", username);
        members.put("password", password);
        return service.post(new ServiceRequest("", members, Repetition.HARMFUL));
    }

    private static Verdict verdict(ServiceAnswer answer) {
        var success = answer.flag("success");
        if (answer.ok() && success.orElse(false)) {
            return new Verdict.Vouched(person(answer));
        }
        if (success.filter(yes -> !yes).isPresent()) {
            return new Verdict.Denied();
        }
        if (NO.contains(answer.status())) {
            LOG.warn(
                    "The authentication service answers {} without saying \"success\"; taken for a wrong password",
                    answer.status());
            return new Verdict.Denied();
        }
        throw disagreeing("answers " + answer.status() + " without saying \"success\"");
    }

    private static Person person(ServiceAnswer answer) {
        var id = answer.text("user_id")
                .filter(text -> !text.isBlank() && text.length() <= LONGEST_ID)
                .filter(text -> text.codePoints().allMatch(PasswordService::isStorable))
                .orElseThrow(
                        () -> disagreeing("says success without a \"user_id\" of 1 to " + LONGEST_ID + " characters"));
        return new Person(id, words(answer, "email"), words(answer, "full_name"));
    }

    /** Halves of characters would all become the same one in a database, and two people one. */
    private static boolean isStorable(int character) {
        return !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE;
    }

    /** For people to read: what is too long is cut, what cannot be read is left out. */
    private static @Nullable String words(ServiceAnswer answer, String name) {
        return answer.text(name)
                .map(text -> text.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").strip())
                .map(PasswordService::cut)
                .orElse(null);
    }

    private static String cut(String text) {
        var characters = text.codePointCount(0, text.length());
        return text.substring(0, text.offsetByCodePoints(0, Math.min(LONGEST_WORDS, characters)));
    }

    private static ServiceFailure disagreeing(String words) {
        return new ServiceFailure(ServiceFailure.Kind.DISAGREEING, words);
    }

    /**
     * Asks about a user who cannot exist, and says what is wrong with the answer; empty when it is as agreed.
     *
     * @param password that nobody can have
     */
    public Optional<String> problem(String password) {
        try {
            var answer = post("authgate-check", password);
            if (answer.ok() && answer.flag("success").orElse(false)) {
                return Optional.of("lets everybody in: it says success to a password drawn at random");
            }
            if (answer.flag("success").isEmpty()) {
                return Optional.of("answers " + answer.status() + " without saying \"success\": "
                        + (answer.status() == 401 || answer.status() == 403
                                ? "it may not accept HTTP_API_AUTH_MODE and HTTP_API_AUTH_SECRET, or its clock is wrong"
                                : "HTTP_API_URL may be another page than that which checks passwords"));
            }
            return Optional.empty();
        } catch (ServiceFailure e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
