package dev.authgate.server.account;

import dev.authgate.server.browser.Browsers;
import dev.authgate.server.browser.Visit;
import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import dev.authgate.server.page.LimitedPage;
import dev.authgate.server.page.PasswordChangedPage;
import dev.authgate.server.page.PasswordPage;
import dev.authgate.server.page.Visitor;
import dev.authgate.server.session.BrowserCookie;
import dev.authgate.server.session.PasswordChange;
import dev.authgate.server.session.PasswordChange.Devices;
import dev.authgate.server.session.PasswordChange.Passwords;
import dev.authgate.server.session.PasswordChangeResult;
import dev.authgate.server.session.SignedInUser;
import dev.authgate.server.session.StartedSession;
import dev.authgate.server.user.PasswordPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Changing one's own password. */
public final class PasswordResource {
    private final Browsers browsers;
    private final PasswordChange passwordChange;

    public PasswordResource(Browsers browsers, PasswordChange passwordChange) {
        this.browsers = browsers;
        this.passwordChange = passwordChange;
    }

    /** Shows the form. */
    public Answer get(HttpRequest request, Visit visit, SignedInUser who) {
        return form(200, visit, null, Devices.KEEP);
    }

    /** Tries to change the password. */
    public Answer post(HttpRequest request, Visit visit, SignedInUser who) {
        var form = request.form();
        var devices = form.find("end_devices").isPresent() ? Devices.END : Devices.KEEP;
        if (!form.text("new_password").equals(form.text("repeat_password"))) {
            return form(400, visit, "The two new passwords are not the same.", devices);
        }
        var passwords = new Passwords(form.text("current_password"), form.text("new_password"), devices);
        return passwordChange
                .change(who, passwords, request.origin(), request.now())
                .match(new Outcome(request, visit, devices));
    }

    private Answer form(int status, Visit visit, @Nullable String problem, Devices devices) {
        return browsers.html(
                status, new PasswordPage(visit.visitor(), problem, PasswordPolicy.SHORTEST, devices == Devices.END));
    }

    /** One answer for each result. */
    private final class Outcome implements PasswordChangeResult.Cases<Answer> {
        private final HttpRequest request;
        private final Visit visit;
        private final Devices devices;

        Outcome(HttpRequest request, Visit visit, Devices devices) {
            this.request = request;
            this.visit = visit;
            this.devices = devices;
        }

        @Override
        public Answer changed(StartedSession started) {
            var cookie = BrowserCookie.signedIn(started);
            var visitor =
                    new Visitor(started.user().username(), cookie.csrfToken().value());
            return browsers.remembering(
                    browsers.html(200, new PasswordChangedPage(visitor, devices == Devices.END)), cookie);
        }

        @Override
        public Answer refused(String problem) {
            return form(400, visit, problem, devices);
        }

        @Override
        public Answer limited(Duration retryAfter) {
            return browsers.limited(request, retryAfter, LimitedPage.Attempt.PASSWORD_CHANGE);
        }

        @Override
        public Answer busy(Duration retryAfter) {
            return browsers.busy(request, visit, retryAfter);
        }
    }
}
