/** What a terminal can show, and how to show it there. Knows nothing of signing in. */
@NullMarked
package dev.authgate.cli.terminal;

import org.jspecify.annotations.NullMarked;
