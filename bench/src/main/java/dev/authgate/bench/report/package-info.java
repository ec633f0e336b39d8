/** What was measured, as lines of JSON and as tables. */
@NullMarked
package dev.authgate.bench.report;

import org.jspecify.annotations.NullMarked;
