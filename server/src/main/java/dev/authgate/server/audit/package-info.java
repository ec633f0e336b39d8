/** What happened and who did it, for those who must answer for it. A leaf that features call. */
@NullMarked
package dev.authgate.server.audit;

import org.jspecify.annotations.NullMarked;
