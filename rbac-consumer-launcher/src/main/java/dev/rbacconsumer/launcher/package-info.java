/** Wiring. */
@NullMarked
package dev.rbacconsumer.launcher;

import org.jspecify.annotations.NullMarked;
