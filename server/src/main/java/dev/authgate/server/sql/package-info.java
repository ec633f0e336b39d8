/** The only package that knows JDBI or JDBC: one implementation of each store for both databases. */
@NullMarked
package dev.authgate.server.sql;

import org.jspecify.annotations.NullMarked;
