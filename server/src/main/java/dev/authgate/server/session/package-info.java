/** Signing in with a browser: attempts, sessions, cookies, CSRF. */
@NullMarked
package dev.authgate.server.session;

import org.jspecify.annotations.NullMarked;
