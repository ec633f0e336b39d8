/** Who is looking at a page: the HTTP side of signing in and out, and what all pages share. */
@NullMarked
package dev.authgate.server.browser;

import org.jspecify.annotations.NullMarked;
