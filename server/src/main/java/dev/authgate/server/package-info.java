/** The server: composition root and configuration. */
@NullMarked
package dev.authgate.server;

import org.jspecify.annotations.NullMarked;
