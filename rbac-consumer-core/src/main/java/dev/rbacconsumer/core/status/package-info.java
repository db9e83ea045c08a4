/**
 * How delivery stands, for whoever asks: {@link dev.rbacconsumer.core.status.DeliveryStatus} hears
 * every event and remembers the latest of each kind; {@link
 * dev.rbacconsumer.core.status.StatusSnapshot} is what it knows at one moment.
 *
 * <p>Nothing here influences delivery. Written by the threads of delivery, read by any.
 */
@NullMarked
package dev.rbacconsumer.core.status;

import org.jspecify.annotations.NullMarked;
