/** For services that AuthGate asks: is this request really from it? Needs nothing but the JDK. */
@NullMarked
package dev.authgate.sdk.service;

import org.jspecify.annotations.NullMarked;
