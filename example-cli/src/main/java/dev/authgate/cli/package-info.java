/** A command line that signs in: the client SDK used, in one small program. */
@NullMarked
package dev.authgate.cli;

import org.jspecify.annotations.NullMarked;
