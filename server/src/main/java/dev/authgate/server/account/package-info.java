/** The user's own pages. */
@NullMarked
package dev.authgate.server.account;

import org.jspecify.annotations.NullMarked;
