package dev.authgate.server.browser;

import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import dev.authgate.server.http.Seconds;
import dev.authgate.server.page.LimitedPage;
import dev.authgate.server.page.LoginPage;
import dev.authgate.server.page.LoginProblem;
import dev.authgate.server.session.BrowserCookie;
import dev.authgate.server.session.SafeRedirect;
import dev.authgate.server.session.SignIn;
import dev.authgate.server.session.SignInResult;
import dev.authgate.server.session.StartedSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The sign-in page. */
public final class SignInResource {
    private static final Duration SERVICE_MAY_BE_BACK = Duration.ofSeconds(10);

    private final Browsers browsers;
    private final SignIn signIn;

    public SignInResource(Browsers browsers, SignIn signIn) {
        this.browsers = browsers;
        this.signIn = signIn;
    }

    /** Shows the form, or sends on whoever is signed in already. */
    public Answer get(HttpRequest request) {
        var visit = browsers.visit(request);
        var redirect = SafeRedirect.to(request.query().text("redirect"));
        return visit.who() == null ? form(200, visit, new Typed("", redirect), null) : Answer.seeOther(redirect);
    }

    /** Tries to sign in. A form that is not ours signs nobody in, not even with the right password (login CSRF). */
    public Answer post(HttpRequest request) {
        var visit = browsers.visit(request);
        var form = request.form();
        var typed = new Typed(form.text("username"), SafeRedirect.to(form.text("redirect")));
        if (!visit.owns(form.text("csrf_token"))) {
            return form(403, visit, new Typed("", typed.redirect()), LoginProblem.FORM_TOO_OLD);
        }
        return signIn.attempt(typed.username(), form.text("password"), request.origin(), request.now())
                .match(new Outcome(request, visit, typed));
    }

    private Answer form(int status, Visit visit, Typed typed, @Nullable LoginProblem problem) {
        var page = new LoginPage(visit.cookie().csrfToken().value(), typed.redirect(), typed.username(), problem);
        var answer = browsers.html(status, page);
        return visit.isNew() ? browsers.remembering(answer, visit.cookie()) : answer;
    }

    private record Typed(String username, String redirect) {}

    /** One answer for each result. */
    private final class Outcome implements SignInResult.Cases<Answer> {
        private final HttpRequest request;
        private final Visit visit;
        private final Typed typed;

        Outcome(HttpRequest request, Visit visit, Typed typed) {
            this.request = request;
            this.visit = visit;
            this.typed = typed;
        }

        @Override
        public Answer signedIn(StartedSession started) {
            return browsers.remembering(Answer.seeOther(typed.redirect()), BrowserCookie.signedIn(started));
        }

        @Override
        public Answer wrong() {
            return form(401, visit, typed, LoginProblem.REFUSED);
        }

        @Override
        public Answer limited(Duration retryAfter) {
            return browsers.limited(request, retryAfter, LimitedPage.Attempt.SIGN_IN);
        }

        @Override
        public Answer busy(Duration retryAfter) {
            return browsers.busy(request, visit, retryAfter);
        }

        @Override
        public Answer unavailable() {
            return form(503, visit, typed, LoginProblem.UNAVAILABLE)
                    .with("Retry-After", Seconds.atLeastOne(SERVICE_MAY_BE_BACK));
        }

        @Override
        public Answer conflict() {
            return form(409, visit, typed, LoginProblem.CONFLICT);
        }
    }
}
