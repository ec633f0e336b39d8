/** Processes and databases of this machine, and what they use. */
@NullMarked
package dev.authgate.bench.host;

import org.jspecify.annotations.NullMarked;
