/**
 * Delivery as a service of the process: what starts and stops it, what tells its health, and what
 * stands in for the Relations API while replication is off. Start at {@link
 * dev.rbacconsumer.launcher.delivery.DeliveryService}.
 */
@NullMarked
package dev.rbacconsumer.launcher.delivery;

import org.jspecify.annotations.NullMarked;
