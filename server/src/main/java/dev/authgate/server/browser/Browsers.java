package dev.authgate.server.browser;

import dev.authgate.server.http.Answer;
import dev.authgate.server.http.Handler;
import dev.authgate.server.http.HttpRequest;
import dev.authgate.server.http.Seconds;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.page.ErrorPage;
import dev.authgate.server.page.LimitedPage;
import dev.authgate.server.page.Page;
import dev.authgate.server.page.Pages;
import dev.authgate.server.session.BrowserCookie;
import dev.authgate.server.session.SafeRedirect;
import dev.authgate.server.session.SessionCookie;
import dev.authgate.server.session.SessionLookup;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Recognises browsers by their cookie, and guards the pages that need somebody signed in. */
public final class Browsers {
    private final SessionCookie cookies;
    private final SessionLookup sessions;
    private final Secrets secrets;
    private final Pages pages;

    public Browsers(SessionCookie cookies, SessionLookup sessions, Secrets secrets, Pages pages) {
        this.cookies = cookies;
        this.sessions = sessions;
        this.secrets = secrets;
        this.pages = pages;
    }

    /** Who sent this request. */
    public Visit visit(HttpRequest request) {
        var sent = request.cookie(cookies.name()).flatMap(value -> cookies.read(value, request.now()));
        if (sent.isEmpty()) {
            return stranger(request);
        }
        var cookie = sent.get();
        if (!cookie.isSignedIn()) {
            return new Visit(cookie, false, null);
        }
        return sessions.find(cookie.id(), request.now())
                .map(who -> new Visit(cookie, false, who))
                .orElseGet(() -> stranger(request));
    }

    private Visit stranger(HttpRequest request) {
        return new Visit(BrowserCookie.anonymous(secrets, request.now()), true, null);
    }

    /** A page for somebody who is signed in; a stranger is sent to sign in first, and comes back. */
    public Handler page(SignedInHandler handler) {
        return request -> {
            var visit = visit(request);
            var who = visit.who();
            return who == null ? signInFirst(request.target()) : handler.handle(request, visit, who);
        };
    }

    /** A form of somebody who is signed in: as {@link #page}, and the form must be one of ours. */
    public Handler form(SignedInHandler handler) {
        return request -> {
            var visit = visit(request);
            var who = visit.who();
            if (who == null) {
                return signInFirst(SafeRedirect.FALLBACK);
            }
            return visit.owns(request.form().text("csrf_token"))
                    ? handler.handle(request, visit, who)
                    : forbidden(request, visit);
        };
    }

    private static Answer signInFirst(String target) {
        var encoded = URLEncoder.encode(target, StandardCharsets.UTF_8).replace("%2F", "/");
        return Answer.seeOther("/login?redirect=" + encoded);
    }

    /** The form was not made by this server for this browser: OWASP ASVS 3.5.1. */
    public Answer forbidden(HttpRequest request, Visit visit) {
        return error(403, request, visit);
    }

    /** The error page of this status. */
    public Answer error(int status, HttpRequest request, Visit visit) {
        var visitor = visit.who() == null ? null : visit.visitor();
        return html(status, ErrorPage.of(status, visitor, request.origin().requestId(), request.now()));
    }

    /** Too many attempts: what is paused, and for how long. */
    public Answer limited(HttpRequest request, Duration retryAfter, LimitedPage.Attempt what) {
        return retryLater(html(429, new LimitedPage(retryAfter, request.now(), what)), retryAfter);
    }

    /** Too much to do for this moment. */
    public Answer busy(HttpRequest request, Visit visit, Duration retryAfter) {
        return retryLater(error(503, request, visit), retryAfter);
    }

    private static Answer retryLater(Answer answer, Duration retryAfter) {
        return answer.with("Retry-After", Seconds.atLeastOne(retryAfter));
    }

    public Answer html(int status, Page page) {
        return Answer.html(status, pages.render(page));
    }

    /** The same answer, which also tells the browser its new cookie. */
    public Answer remembering(Answer answer, BrowserCookie cookie) {
        return answer.with("Set-Cookie", cookies.set(cookie));
    }

    /** The same answer, which also takes the cookie away. */
    public Answer forgetting(Answer answer) {
        return answer.with("Set-Cookie", cookies.clear());
    }
}
