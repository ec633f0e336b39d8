/** What runs by the clock. */
@NullMarked
package dev.authgate.server.housekeeping;

import org.jspecify.annotations.NullMarked;
