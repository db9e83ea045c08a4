/**
 * Dead letters that operators list, show and replay. In a consumer, {@link
 * dev.rbacconsumer.launcher.letters.LetterFinder} finds the letter that a request names; the other
 * classes are those of the command.
 */
@NullMarked
package dev.rbacconsumer.launcher.letters;

import org.jspecify.annotations.NullMarked;
