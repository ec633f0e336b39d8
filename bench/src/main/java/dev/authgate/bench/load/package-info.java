/** Asks a server for things, over and over, and keeps count. */
@NullMarked
package dev.authgate.bench.load;

import org.jspecify.annotations.NullMarked;
