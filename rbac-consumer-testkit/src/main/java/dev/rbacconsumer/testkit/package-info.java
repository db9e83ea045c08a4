/** Fakes. */
@NullMarked
package dev.rbacconsumer.testkit;

import org.jspecify.annotations.NullMarked;
