/** The wire: HTTP, forms and JSON. Not for use outside this library; the module does not export it. */
@NullMarked
package dev.authgate.sdk.internal;

import org.jspecify.annotations.NullMarked;
