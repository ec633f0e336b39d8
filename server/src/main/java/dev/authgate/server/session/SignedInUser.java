package dev.authgate.server.session;

import dev.authgate.server.user.User;

/** Who is looking at a page, and by which sign-in. */
public record SignedInUser(Session session, User user) {}
