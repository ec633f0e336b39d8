/** What an operator types: each command works on the database, perhaps beside a running server. */
@NullMarked
package dev.authgate.server.command;

import org.jspecify.annotations.NullMarked;
