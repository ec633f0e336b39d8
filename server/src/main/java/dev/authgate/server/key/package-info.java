/** The keys that sign access tokens: drawn, kept sealed, published before use, rotated with overlap. */
@NullMarked
package dev.authgate.server.key;

import org.jspecify.annotations.NullMarked;
