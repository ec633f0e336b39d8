package dev.authgate.server.device;

import dev.authgate.server.address.NetworkPrefix;
import dev.authgate.server.browser.Browsers;
import dev.authgate.server.browser.Visit;
import dev.authgate.server.device.UserCodeEntry.Decision;
import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import dev.authgate.server.page.AskingDevice;
import dev.authgate.server.page.CodeProblem;
import dev.authgate.server.page.ConfirmPage;
import dev.authgate.server.page.DeniedPage;
import dev.authgate.server.page.DevicePage;
import dev.authgate.server.page.LimitedPage;
import dev.authgate.server.page.ScopeWords;
import dev.authgate.server.page.SuccessPage;
import dev.authgate.server.session.SignedInUser;
import dev.authgate.server.token.TokenSettings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pages on which a device is approved: RFC 8628 section 3.3 and section 5.4.
 *
 * <p>Always two steps, with {@code verification_uri_complete} too: the code, then the decision. The decision carries a
 * ticket made for the session that entered the code and for this one request, so nobody else's form decides.
 */
public final class VerificationResource {
    private final Browsers browsers;
    private final UserCodeEntry entry;
    private final Duration codeLifetime;
    private final TokenSettings tokens;
    private final ScopeWords scopeWords;

    public VerificationResource(
            Browsers browsers,
            UserCodeEntry entry,
            DeviceSettings settings,
            TokenSettings tokens,
            ScopeWords scopeWords) {
        this.browsers = browsers;
        this.entry = entry;
        this.codeLifetime = settings.lifetime();
        this.tokens = tokens;
        this.scopeWords = scopeWords;
    }

    /** Asks for the code; one that came with the link is filled in, and nothing is looked up yet. */
    public Answer get(HttpRequest request, Visit visit, SignedInUser who) {
        return codeForm(200, visit, request.query().text("user_code"), null);
    }

    /** Looks a code up, or takes a decision. */
    public Answer post(HttpRequest request, Visit visit, SignedInUser who) {
        return request.form().find("decision").isPresent() ? decide(request, visit, who) : enter(request, visit, who);
    }

    private Answer enter(HttpRequest request, Visit visit, SignedInUser who) {
        var typed = request.form().text("user_code");
        if (typed.isBlank()) {
            return codeForm(400, visit, "", CodeProblem.EMPTY);
        }
        return entry.enter(typed, who, request.origin(), request.now()).match(new CodeEntry.Cases<>() {
            @Override
            public Answer found(CodeEntry.Found found) {
                return confirmation(request, visit, found);
            }

            @Override
            public Answer rejected() {
                return codeForm(400, visit, typed, CodeProblem.UNUSABLE);
            }

            @Override
            public Answer limited(Duration retryAfter) {
                return browsers.limited(request, retryAfter, LimitedPage.Attempt.CODE_ENTRY);
            }
        });
    }

    private Answer codeForm(int status, Visit visit, String userCode, @Nullable CodeProblem problem) {
        return browsers.html(status, new DevicePage(visit.visitor(), userCode, problem, codeLifetime));
    }

    private Answer confirmation(HttpRequest request, Visit visit, CodeEntry.Found found) {
        var client = found.waiting().client();
        var waiting = found.waiting().authorization();
        var address = request.origin().address();
        return browsers.html(
                200,
                new ConfirmPage(
                        visit.visitor(),
                        ticket(visit, waiting.id()),
                        found.waiting().userCode().shown(),
                        new AskingDevice(
                                client.name(),
                                waiting.clientId(),
                                waiting.createdAt(),
                                waiting.address(),
                                waiting.deviceName(),
                                waiting.userAgent()),
                        new ConfirmPage.Surroundings(
                                address, NetworkPrefix.sameNetwork(address, waiting.address()), found.firstTime()),
                        scopeWords.of(waiting.scopes()),
                        tokens.refreshTokenLifetime(client)));
    }

    private static String ticket(Visit visit, String authorizationId) {
        return authorizationId + "." + visit.cookie().csrfToken().ticket(purpose(authorizationId));
    }

    private static String purpose(String authorizationId) {
        return "decide:" + authorizationId;
    }

    /** The request that a ticket was made for; empty when it is not one of this browser session. */
    private static Optional<String> authorizationId(Visit visit, String ticket) {
        var dot = ticket.indexOf('.');
        return Optional.of(ticket.substring(0, Math.max(dot, 0)))
                .filter(id -> visit.cookie().csrfToken().matchesTicket(purpose(id), ticket.substring(dot + 1)));
    }

    /** The ticket is looked at before the code, so that a decision without one cannot be used to guess codes. */
    private Answer decide(HttpRequest request, Visit visit, SignedInUser who) {
        var form = request.form();
        var typed = form.text("user_code");
        var decision = decision(form.text("decision"));
        var found = authorizationId(visit, form.text("ticket")).flatMap(id -> entry.find(typed, request.now())
                .filter(entered -> entered.authorization().id().equals(id)));
        if (decision.isEmpty()
                || found.isEmpty()
                || !entry.decide(found.get().authorization(), decision.get(), who, request.origin(), request.now())) {
            return codeForm(400, visit, typed, CodeProblem.UNUSABLE);
        }
        return decided(request, visit, found.get(), decision.get());
    }

    private static Optional<Decision> decision(String text) {
        return switch (text) {
            case "approve" -> Optional.of(Decision.APPROVE);
            case "deny" -> Optional.of(Decision.DENY);
            default -> Optional.empty();
        };
    }

    private Answer decided(HttpRequest request, Visit visit, CodeEntry.Waiting found, Decision decision) {
        var clientName = found.client().name();
        var waiting = found.authorization();
        return switch (decision) {
            case APPROVE ->
                browsers.html(
                        200,
                        new SuccessPage(
                                visit.visitor(),
                                clientName,
                                waiting.deviceName(),
                                scopeWords.of(waiting.scopes()),
                                request.now().plus(tokens.refreshTokenLifetime(found.client()))));
            case DENY ->
                browsers.html(
                        200,
                        new DeniedPage(
                                visit.visitor(), clientName, found.userCode().shown()));
        };
    }
}
