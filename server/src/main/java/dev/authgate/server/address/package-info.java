/** IP addresses, blocks and networks, without a question to a name server. A leaf. */
@NullMarked
package dev.authgate.server.address;

import org.jspecify.annotations.NullMarked;
