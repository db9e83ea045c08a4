/**
 * The events of delivery as values: one observer receives every event, and logs, metrics and status
 * are derived from them. Nothing here influences delivery.
 */
@NullMarked
package dev.rbacconsumer.core.observe;

import org.jspecify.annotations.NullMarked;
