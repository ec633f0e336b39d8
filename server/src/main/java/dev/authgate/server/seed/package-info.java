/** The first start: whom and what an empty database is given, and how the operator learns of it. */
@NullMarked
package dev.authgate.server.seed;

import org.jspecify.annotations.NullMarked;
