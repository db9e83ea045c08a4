/** Formats and allowed values of the settings of the process: ports, paths, host names, log. */
@NullMarked
package dev.rbacconsumer.launcher.config.types;

import org.jspecify.annotations.NullMarked;
