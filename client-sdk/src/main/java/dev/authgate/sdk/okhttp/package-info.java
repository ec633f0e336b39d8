/** A session's tokens with the requests of an {@link okhttp3.OkHttpClient}. */
@NullMarked
package dev.authgate.sdk.okhttp;

import org.jspecify.annotations.NullMarked;
