/** The shell around the server: listeners and log, made of settings instead of a second configuration. */
@NullMarked
package dev.authgate.server.runtime;

import org.jspecify.annotations.NullMarked;
