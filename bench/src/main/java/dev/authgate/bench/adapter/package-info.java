/** The file that describes a server: how it starts, and what to ask it. */
@NullMarked
package dev.authgate.bench.adapter;

import org.jspecify.annotations.NullMarked;
