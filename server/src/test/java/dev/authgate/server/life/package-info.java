/** The life of a token, as a model of a few lines foretells it, compared with what the server does. */
@NullMarked
package dev.authgate.server.life;

import org.jspecify.annotations.NullMarked;
