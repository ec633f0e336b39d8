/**
 * For the tests of programs that use this library: {@link dev.authgate.sdk.testkit.FakeAuthServer} is a server that
 * follows a script, {@link dev.authgate.sdk.testkit.ManualClock} lets a quarter of an hour pass in milliseconds. Needs
 * the JDK alone. {@code client-sdk/TESTKIT.md} tells more.
 */
@NullMarked
package dev.authgate.sdk.testkit;

import org.jspecify.annotations.NullMarked;
