/**
 * Simulates a failing network between processes of this host. Start at {@link
 * dev.rbacconsumer.testkit.network.TcpProxy}.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.testkit.network;

import org.jspecify.annotations.NullMarked;
