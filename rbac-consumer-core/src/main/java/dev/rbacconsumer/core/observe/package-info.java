/**
 * What happens, as values: one observer hears everything, and logs, metrics and status are made of
 * it. Nothing here influences delivery.
 */
@NullMarked
package dev.rbacconsumer.core.observe;

import org.jspecify.annotations.NullMarked;
