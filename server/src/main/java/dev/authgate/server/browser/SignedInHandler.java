package dev.authgate.server.browser;

import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import dev.authgate.server.session.SignedInUser;

/** Answers a browser that somebody has signed in with. */
@FunctionalInterface
public interface SignedInHandler {
    Answer handle(HttpRequest request, Visit visit, SignedInUser who);
}
