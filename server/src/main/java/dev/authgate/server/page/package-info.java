/** What people see: the pages, the words on them, and the files they are drawn with. */
@NullMarked
package dev.authgate.server.page;

import org.jspecify.annotations.NullMarked;
