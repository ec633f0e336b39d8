package dev.authgate.server.user;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.AlreadyTaken;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.user.Authentication.Authenticated;
import dev.authgate.server.user.Authentication.Busy;
import dev.authgate.server.user.Authentication.Conflict;
import dev.authgate.server.user.Authentication.Reason;
import dev.authgate.server.user.Authentication.Rejected;
import dev.authgate.server.user.Authentication.Unavailable;
import dev.authgate.server.user.PasswordService.Person;
import dev.authgate.server.user.PasswordService.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets a company's own service check passwords, and keeps its users here in step.
 *
 * <p>Who somebody is, is the pair of source and external id, never the name: a name that the service has given to another
 * person opens nothing of the former owner's. Local users sign in whatever the service does, because they are looked at
 * first; and a person of the service whose name is a local user's is told so, once the service has vouched for them.
 *
 * <p>No transaction is open and no connection held while the service is asked. A wrong password costs one hash and one
 * question whether or not there is a local user of that name, so that the time taken does not tell.
 */
public final class HttpApiAuthentication implements AuthenticationProvider {
    /** The source of its users. */
    public static final String SOURCE = "http_api";

    /** Somebody else may change a user at the same moment: then look again, but not for ever. */
    private static final int MOST_LOOKS = 4;

    private final PasswordService service;
    private final LocalAuthentication local;
    private final Parts parts;
    private final Secrets secrets;

    /** What is read and written here. */
    public record Parts(Users users, AuditTrail audit, Transactions transactions) {}

    public HttpApiAuthentication(PasswordService service, LocalAuthentication local, Parts parts, Secrets secrets) {
        this.service = service;
        this.local = local;
        this.parts = parts;
        this.secrets = secrets;
    }

    @Override
    public Authentication authenticate(String username, String password, Origin origin, Instant now) {
        var here = parts.users().findByUsername(username).filter(User::isLocal);
        return here.isPresent()
                ? local.authenticate(username, password, origin, now).match(new ThenElsewhere(username, password))
                : service.ask(username, password).match(new Elsewhere(username.strip(), password, origin, now));
    }

    /** What a local user's password came to; a wrong one may be that of the service's user of the same name. */
    private final class ThenElsewhere implements Authentication.Cases<Authentication> {
        private final String username;
        private final String password;

        ThenElsewhere(String username, String password) {
            this.username = username;
            this.password = password;
        }

        @Override
        public Authentication authenticated(User user) {
            return new Authenticated(user);
        }

        /** Whatever else the service says, the local password was wrong, and that is what counts. */
        @Override
        public Authentication rejected(Reason reason) {
            return service.ask(username, password) instanceof Verdict.Vouched ? new Conflict() : new Rejected(reason);
        }

        @Override
        public Authentication busy(Duration retryAfter) {
            return new Busy(retryAfter);
        }

        @Override
        public Authentication unavailable() {
            return new Unavailable();
        }

        @Override
        public Authentication conflict() {
            return new Conflict();
        }
    }

    /** What the service says about somebody who is no local user. */
    private final class Elsewhere implements Verdict.Cases<Authentication> {
        private final String name;
        private final String password;
        private final Origin origin;
        private final Instant now;

        Elsewhere(String name, String password, Origin origin, Instant now) {
            this.name = name;
            this.password = password;
            this.origin = origin;
            this.now = now;
        }

        @Override
        public Authentication vouched(Person person) {
            for (var look = 0; look < MOST_LOOKS; look++) {
                var outcome = look(person);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
            throw new IllegalStateException("A user changed more often than can be");
        }

        private Optional<Authentication> look(Person person) {
            try {
                return parts.transactions().inTransaction(() -> inStep(person));
            } catch (AlreadyTaken faster) {
                // The name was free a moment ago. The next look sees whose it is.
                return Optional.empty();
            }
        }

        /** Empty when somebody else was faster, and it has to be looked at again. */
        private Optional<Authentication> inStep(Person person) {
            var known = parts.users().findByExternalId(SOURCE, person.id());
            return known.isPresent() ? updated(known.get(), person) : created(person);
        }

        /** Writes nothing but name, e-mail and full name, and only over what was read: a block or a role stays. */
        private Optional<Authentication> updated(User known, Person person) {
            if (!known.enabled()) {
                return Optional.of(new Rejected(Reason.USER_DISABLED));
            }
            var next = known.inStepWith(name, person.email(), person.fullName());
            if (next.equals(known)) {
                return Optional.of(new Authenticated(known));
            }
            if (belongsToSomebodyElse(known)) {
                return Optional.of(new Conflict());
            }
            if (!parts.users().replace(known, next)) {
                return Optional.empty();
            }
            record(EventType.USER_CHANGED, next, "kept in step with the external service");
            return Optional.of(new Authenticated(next));
        }

        private boolean belongsToSomebodyElse(User known) {
            return parts.users()
                    .findByUsername(name)
                    .filter(owner -> !owner.id().equals(known.id()))
                    .isPresent();
        }

        private Optional<Authentication> created(Person person) {
            if (name.isEmpty()) {
                return Optional.of(new Rejected(Reason.UNKNOWN_USER));
            }
            var user = User.external(secrets.nextId(now), name, SOURCE, person.id(), now)
                    .inStepWith(name, person.email(), person.fullName());
            if (parts.users().add(user)) {
                record(EventType.USER_CREATED, user, "first sign-in by the external service");
                return Optional.of(new Authenticated(user));
            }
            var meanwhile = parts.users().findByExternalId(SOURCE, person.id());
            return meanwhile.isPresent() ? Optional.empty() : Optional.of(new Conflict());
        }

        private void record(EventType type, User user, String change) {
            parts.audit().record(AuditEvent.of(type, now, origin).on(user.id()).with("change", change));
        }

        @Override
        public Authentication denied() {
            local.hashInVain(password);
            return new Rejected(Reason.REFUSED_BY_SERVICE);
        }

        @Override
        public Authentication busy(Duration retryAfter) {
            return new Busy(retryAfter);
        }

        @Override
        public Authentication unavailable() {
            return new Unavailable();
        }
    }
}
