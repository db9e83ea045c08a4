/**
 * Simulates a failing network between processes of this host. Start at {@link
 * dev.rbacconsumer.testkit.network.TcpProxy}.
 */
@NullMarked
package dev.rbacconsumer.testkit.network;

import org.jspecify.annotations.NullMarked;
