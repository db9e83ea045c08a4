/** Replays of dead letters: what they need of the log, and what later records have changed. */
@NullMarked
package dev.rbacconsumer.core.letter;

import org.jspecify.annotations.NullMarked;
