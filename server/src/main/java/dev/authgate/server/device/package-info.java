/** RFC 8628, the Device Authorization Grant, all of it. */
@NullMarked
package dev.authgate.server.device;

import org.jspecify.annotations.NullMarked;
