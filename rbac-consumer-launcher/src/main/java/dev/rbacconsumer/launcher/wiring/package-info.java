/**
 * Wires all parts together. Only this package knows every implementation, and only it uses Guice:
 * modules create objects, and make no decisions. Start at {@link
 * dev.rbacconsumer.launcher.wiring.Wiring}.
 */
@NullMarked
package dev.rbacconsumer.launcher.wiring;

import org.jspecify.annotations.NullMarked;
