/**
 * What is plugged into what. The only place that knows every implementation, and the only one that
 * knows Guice: modules construct, and decide nothing. Start at {@link
 * dev.rbacconsumer.launcher.wiring.Wiring}.
 */
@NullMarked
package dev.rbacconsumer.launcher.wiring;

import org.jspecify.annotations.NullMarked;
