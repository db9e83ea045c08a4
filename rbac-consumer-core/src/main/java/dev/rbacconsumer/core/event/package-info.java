/**
 * The events of delivery as values. One observer receives every event; logs, metrics and status are
 * derived from them. Nothing here influences delivery.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.event;

import org.jspecify.annotations.NullMarked;
