/** Authorization server metadata (RFC 8414) and health. */
@NullMarked
package dev.authgate.server.metadata;

import org.jspecify.annotations.NullMarked;
