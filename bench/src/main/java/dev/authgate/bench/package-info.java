/** Measures a server from outside. */
@NullMarked
package dev.authgate.bench;

import org.jspecify.annotations.NullMarked;
