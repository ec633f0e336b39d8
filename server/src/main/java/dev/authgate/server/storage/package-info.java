/** A unit of work, without a word about databases. */
@NullMarked
package dev.authgate.server.storage;

import org.jspecify.annotations.NullMarked;
