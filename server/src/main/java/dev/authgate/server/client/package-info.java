/** OAuth clients: who may ask. */
@NullMarked
package dev.authgate.server.client;

import org.jspecify.annotations.NullMarked;
