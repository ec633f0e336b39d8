/** Users: who decides. */
@NullMarked
package dev.authgate.server.user;

import org.jspecify.annotations.NullMarked;
