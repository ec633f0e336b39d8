/** Where tokens are kept between runs of a program, and how safe that is. */
@NullMarked
package dev.authgate.sdk.store;

import org.jspecify.annotations.NullMarked;
