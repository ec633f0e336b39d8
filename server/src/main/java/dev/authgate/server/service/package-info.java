/** The services of others that this server asks: how they are called, and what happens when they do not answer. */
@NullMarked
package dev.authgate.server.service;

import org.jspecify.annotations.NullMarked;
