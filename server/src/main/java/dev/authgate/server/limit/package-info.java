/** How often somebody may ask, kept in memory. A leaf. */
@NullMarked
package dev.authgate.server.limit;

import org.jspecify.annotations.NullMarked;
