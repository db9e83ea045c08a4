/**
 * The status of delivery: {@link dev.rbacconsumer.core.status.tracking.DeliveryStatus} receives
 * every event and keeps the latest of each kind; {@link
 * dev.rbacconsumer.core.status.StatusSnapshot} holds its content at one moment.
 *
 * <p>Nothing here influences delivery. Written by the threads of delivery, read by any.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.status;

import org.jspecify.annotations.NullMarked;
