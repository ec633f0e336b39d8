/** The requirements, one by one, against the real server over real sockets. A test's tag is the requirement's id. */
@NullMarked
package dev.authgate.server.conformance;

import org.jspecify.annotations.NullMarked;
