/**
 * Runs delivery as a service of the process: starts and stops it, and logs details of a stall.
 * Start at {@link dev.rbacconsumer.launcher.delivery.DeliveryService}.
 */
@NullMarked
package dev.rbacconsumer.launcher.delivery;

import org.jspecify.annotations.NullMarked;
