package dev.authgate.server.account;

import dev.authgate.server.browser.Browsers;
import dev.authgate.server.browser.Visit;
import dev.authgate.server.client.Client;
import dev.authgate.server.client.Clients;
import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import dev.authgate.server.page.NotMePage;
import dev.authgate.server.page.RevokeAllPage;
import dev.authgate.server.page.ScopeWords;
import dev.authgate.server.page.SessionNotice;
import dev.authgate.server.page.SessionsPage;
import dev.authgate.server.session.SignedInUser;
import dev.authgate.server.token.Grant;
import dev.authgate.server.token.Grants;
import dev.authgate.server.token.Grants.Position;
import org.jspecify.annotations.Nullable;

/** The pages on which people look through what they have allowed, and end it. */
public final class SessionsResource {
    private static final int PAGE = 20;

    private final Browsers browsers;
    private final OwnGrants own;
    private final Grants grants;
    private final SessionCards cards;

    public SessionsResource(Browsers browsers, OwnGrants own, Grants grants, Clients clients, ScopeWords scopeWords) {
        this.browsers = browsers;
        this.own = own;
        this.grants = grants;
        this.cards = new SessionCards(id -> clients.find(id).map(Client::name).orElse(id), scopeWords);
    }

    /** Whether a path is one of {@link #change}. */
    public static boolean serves(String path) {
        return SessionPath.parse(path).isPresent();
    }

    /** Shows a page of the list. */
    public Answer list(HttpRequest request, Visit visit, SignedInUser who) {
        var query = request.query();
        var place = ListPlace.parse(query.text("after"));
        var found = grants.unrevokedOf(who.user().id(), place, PAGE + 1);
        if (found.isEmpty() && !place.equals(Position.newest())) {
            place = Position.newest();
            found = grants.unrevokedOf(who.user().id(), place, PAGE + 1);
        }
        var shown = found.subList(0, Math.min(found.size(), PAGE));
        var older = found.size() > PAGE ? ListPlace.text(Position.of(shown.get(PAGE - 1))) : null;
        var list = new SessionsPage.Cards(cards.of(shown, request.now()), text(place), older);
        var notice = SessionNotice.named(query.text("notice")).orElse(null);
        return browsers.html(200, new SessionsPage(visit.visitor(), list, notice));
    }

    private static @Nullable String text(Position place) {
        return place.equals(Position.newest()) ? null : ListPlace.text(place);
    }

    /** Changes one grant, and leads back to the list. */
    public Answer change(HttpRequest request, Visit visit, SignedInUser who) {
        return SessionPath.parse(request.path())
                .flatMap(path -> own.change(path.id(), path.action(), who.user(), request.origin(), request.now())
                        .map(change -> changed(request, visit, path.action(), change)))
                .orElseGet(() -> notFound(request, visit));
    }

    private Answer changed(HttpRequest request, Visit visit, OwnGrants.Action action, OwnGrants.Change change) {
        if (!change.made()) {
            return back(request, SessionNotice.UNCHANGED);
        }
        return switch (action) {
            case REVOKE -> back(request, SessionNotice.REVOKED);
            case DISABLE -> back(request, SessionNotice.DISABLED);
            case ENABLE -> back(request, SessionNotice.ENABLED);
            case DISOWN -> browsers.html(200, notMe(request, visit, change.grant()));
        };
    }

    private NotMePage notMe(HttpRequest request, Visit visit, Grant grant) {
        return new NotMePage(
                visit.visitor(), cards.device(grant), request.origin().requestId());
    }

    /** To the page of the list from which the form came. */
    private static Answer back(HttpRequest request, SessionNotice notice) {
        var after = text(ListPlace.parse(request.form().text("after")));
        var target = SessionPath.LIST + "?notice=" + notice.word();
        return Answer.seeOther(after == null ? target : target + "&after=" + after);
    }

    private Answer notFound(HttpRequest request, Visit visit) {
        return browsers.error(404, request, visit);
    }

    /** Asks first, and names what would end. */
    public Answer askAll(HttpRequest request, Visit visit, SignedInUser who) {
        var userId = who.user().id();
        var count = grants.countLasting(userId, request.now());
        var ending = grants.unrevokedOf(userId, Position.newest(), PAGE).stream()
                .filter(grant -> request.now().isBefore(grant.expiresAt()))
                .toList();
        return browsers.html(200, new RevokeAllPage(visit.visitor(), cards.endings(ending, request.now()), count));
    }

    /** Ends everything. */
    public Answer revokeAll(HttpRequest request, Visit visit, SignedInUser who) {
        own.endAllOf(who.user(), request.origin(), request.now());
        return Answer.seeOther(SessionPath.LIST + "?notice=" + SessionNotice.ALL_REVOKED.word());
    }
}
