/** What the person has set: by a flag, in the environment or in a file. */
@NullMarked
package dev.authgate.cli.settings;

import org.jspecify.annotations.NullMarked;
