/** The token endpoint and what it hands out. */
@NullMarked
package dev.authgate.server.token;

import org.jspecify.annotations.NullMarked;
