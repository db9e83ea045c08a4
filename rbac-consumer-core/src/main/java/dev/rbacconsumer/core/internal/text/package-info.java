/** Makes text from outside safe to show, and finds the nearest known name. */
@NullMarked
package dev.rbacconsumer.core.internal.text;

import org.jspecify.annotations.NullMarked;
