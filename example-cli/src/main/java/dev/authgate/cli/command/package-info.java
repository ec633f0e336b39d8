/** The commands, one class each, over the client SDK. */
@NullMarked
package dev.authgate.cli.command;

import org.jspecify.annotations.NullMarked;
