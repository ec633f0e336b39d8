/**
 * For resource servers: {@link dev.authgate.sdk.verify.TokenVerifier} checks access tokens by the server's public keys,
 * without asking the server.
 */
@NullMarked
package dev.authgate.sdk.verify;

import org.jspecify.annotations.NullMarked;
