package dev.authgate.server.browser;

import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import dev.authgate.server.page.LogoutPage;
import dev.authgate.server.page.SignedOutPage;
import dev.authgate.server.session.SafeRedirect;
import dev.authgate.server.session.SessionLookup;

/** Signing out. By GET it only asks, so that a link on another site signs nobody out. */
public final class SignOutResource {
    private final Browsers browsers;
    private final SessionLookup sessions;

    public SignOutResource(Browsers browsers, SessionLookup sessions) {
        this.browsers = browsers;
        this.sessions = sessions;
    }

    /** Asks, or says that it is done already. */
    public Answer get(HttpRequest request) {
        var visit = browsers.visit(request);
        return visit.who() == null
                ? browsers.html(200, new SignedOutPage())
                : browsers.html(200, new LogoutPage(visit.visitor()));
    }

    /** Ends the session at once, on every node. */
    public Answer post(HttpRequest request) {
        var visit = browsers.visit(request);
        if (visit.who() == null) {
            return browsers.forgetting(browsers.html(200, new SignedOutPage()));
        }
        if (!visit.owns(request.form().text("csrf_token"))) {
            return browsers.forbidden(request, visit);
        }
        sessions.signOut(visit.cookie().id(), request.origin(), request.now());
        return browsers.forgetting(request.form()
                .find("redirect")
                .map(target -> Answer.seeOther(SafeRedirect.to(target)))
                .orElseGet(() -> browsers.html(200, new SignedOutPage())));
    }
}
