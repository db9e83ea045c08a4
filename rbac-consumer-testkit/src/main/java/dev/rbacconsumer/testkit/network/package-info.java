/**
 * A network between processes of this host that fails on demand. Start at {@link
 * dev.rbacconsumer.testkit.network.TcpProxy}.
 */
@NullMarked
package dev.rbacconsumer.testkit.network;

import org.jspecify.annotations.NullMarked;
