/**
 * Device sign-in (RFC 8628) for programs without a browser: {@link dev.authgate.sdk.OAuthClient} is the way in.
 *
 * <p>Expected ends of a sign-in (approved, denied, expired, cancelled) are values; exceptions are for faults and say
 * what to do.
 */
@NullMarked
package dev.authgate.sdk;

import org.jspecify.annotations.NullMarked;
