/**
 * Mistakes that are planted in copies of adapters, launcher and core, and the tests that catch
 * them. Start at {@link dev.rbacconsumer.launcher.mistakes.PlantedMistakesMain}. Mistakes that the
 * simulation catches are planted in the testkit.
 */
@NullMarked
package dev.rbacconsumer.launcher.mistakes;

import org.jspecify.annotations.NullMarked;
