/**
 * The settings of delivery: retries, policies, limits, replays and the accepted messages. Start at
 * {@link dev.rbacconsumer.core.settings.delivery.DeliverySettingsReader} and {@link
 * dev.rbacconsumer.core.settings.delivery.DecoderSettingsReader}.
 *
 * <p>Pure: no file is opened. All types are immutable.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.settings.delivery;

import org.jspecify.annotations.NullMarked;
