package dev.authgate.server.http;

import dev.authgate.server.oauth.Refusal;

/** Says no in the manner that the asker understands: a page to browsers, JSON to everything else. */
public final class NegotiatedErrors implements ErrorAnswers {
    private final ErrorAnswers forPrograms;
    private final ErrorAnswers forPeople;

    public NegotiatedErrors(ErrorAnswers forPrograms, ErrorAnswers forPeople) {
        this.forPrograms = forPrograms;
        this.forPeople = forPeople;
    }

    private ErrorAnswers fitting(HttpFault fault) {
        return fault.byBrowser() ? forPeople : forPrograms;
    }

    @Override
    public Answer refused(Refusal refusal, HttpFault fault) {
        return fitting(fault).refused(refusal, fault);
    }

    @Override
    public Answer notFound(HttpFault fault) {
        return fitting(fault).notFound(fault);
    }

    @Override
    public Answer methodNotAllowed(HttpFault fault) {
        return fitting(fault).methodNotAllowed(fault);
    }
}
