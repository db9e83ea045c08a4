/**
 * What the runnable jar takes of a machine: memory, time and garbage collection over a long
 * backlog. Start at {@code FootprintMain}; {@code FootprintIT} is the short version.
 */
@NullMarked
package dev.rbacconsumer.launcher.footprint;

import org.jspecify.annotations.NullMarked;
