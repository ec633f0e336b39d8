/** The configuration: read strictly, checked at the start, immutable from then on. */
@NullMarked
package dev.authgate.server.config;

import org.jspecify.annotations.NullMarked;
