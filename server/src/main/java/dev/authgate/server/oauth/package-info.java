/** The protocol's words: errors, scopes, parameters, hashes of secrets. A leaf that knows the JDK only. */
@NullMarked
package dev.authgate.server.oauth;

import org.jspecify.annotations.NullMarked;
