/** The sandbox, as a person at its prompt sees it. */
@NullMarked
package dev.rbacconsumer.launcher.sandbox;

import org.jspecify.annotations.NullMarked;
