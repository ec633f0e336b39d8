package dev.authgate.server.browser;

import dev.authgate.server.http.Answer;
import dev.authgate.server.http.ErrorAnswers;
import dev.authgate.server.http.Seconds;
import dev.authgate.server.oauth.Refusal;
import dev.authgate.server.page.ErrorPage;
import dev.authgate.server.page.Pages;
import java.time.Clock;

/** Says no on a page, in words for people. */
public final class PageErrors implements ErrorAnswers {
    private final Pages pages;
    private final Clock clock;

    public PageErrors(Pages pages, Clock clock) {
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    public Answer refused(Refusal refusal, HttpFault fault) {
        var answer = page(ErrorAnswers.status(refusal.error()), fault);
        return refusal.optionalRetryAfter()
                .map(wait -> answer.with("Retry-After", Seconds.atLeastOne(wait)))
                .orElse(answer);
    }

    @Override
    public Answer notFound(HttpFault fault) {
        return page(404, fault);
    }

    @Override
    public Answer methodNotAllowed(HttpFault fault) {
        return page(405, fault);
    }

    private Answer page(int status, HttpFault fault) {
        return Answer.html(status, pages.render(ErrorPage.of(status, null, fault.requestId(), clock.instant())));
    }
}
