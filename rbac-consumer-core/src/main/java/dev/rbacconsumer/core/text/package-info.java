/** Text from outside, made safe to show. */
@NullMarked
package dev.rbacconsumer.core.text;

import org.jspecify.annotations.NullMarked;
