/**
 * The events of delivery as values. One observer receives every event; logs, metrics and status are
 * derived from them. Nothing here influences delivery.
 */
@NullMarked
package dev.rbacconsumer.core.event;

import org.jspecify.annotations.NullMarked;
