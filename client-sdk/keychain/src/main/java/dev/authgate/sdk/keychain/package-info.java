/** The keychains of Linux and macOS, by the programs that those systems have for them. */
@NullMarked
package dev.authgate.sdk.keychain;

import org.jspecify.annotations.NullMarked;
