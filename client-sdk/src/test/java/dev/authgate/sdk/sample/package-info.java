/** The programs in {@code client-sdk/README.md} and {@code client-sdk/TESTKIT.md}, which a test keeps equal. */
@NullMarked
package dev.authgate.sdk.sample;

import org.jspecify.annotations.NullMarked;
