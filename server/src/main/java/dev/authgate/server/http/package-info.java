/** How HTTP is spoken: forms, headers, errors, client addresses, request ids. Plumbing, one place each. */
@NullMarked
package dev.authgate.server.http;

import org.jspecify.annotations.NullMarked;
