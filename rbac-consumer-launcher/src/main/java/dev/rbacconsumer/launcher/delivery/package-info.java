/**
 * Runs delivery as a service of the process: starts and stops it, reports its health, and replaces
 * the Relations API while replication is off. Start at {@link
 * dev.rbacconsumer.launcher.delivery.DeliveryService}.
 */
@NullMarked
package dev.rbacconsumer.launcher.delivery;

import org.jspecify.annotations.NullMarked;
