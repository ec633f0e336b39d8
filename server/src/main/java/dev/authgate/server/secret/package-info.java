/** The server's own secrets: where they come from, and how nodes find out that theirs is another one. */
@NullMarked
package dev.authgate.server.secret;

import org.jspecify.annotations.NullMarked;
