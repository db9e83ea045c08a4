package dev.rbacconsumer.relations;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Threads that send and receive for one channel. Those that gRPC shares among channels outlive the
 * last one by a second, and the JVM waits up to 0.3 s at its end for threads that wait for a
 * socket. Thread-safe.
 */
final class EventLoop implements AutoCloseable {
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

  private final EventLoopGroup threads;
  private final Class<? extends Channel> kind;

  private EventLoop(EventLoopGroup threads, Class<? extends Channel> kind) {
    this.threads = threads;
    this.kind = kind;
  }

  /** Creates the threads, which start when they are needed: one for each connection at most. */
  static EventLoop create() {
    ThreadFactory factory = new DefaultThreadFactory("relations-io", true);
    return Epoll.isAvailable()
        ? new EventLoop(threads(factory, EpollIoHandler.newFactory()), EpollSocketChannel.class)
        : new EventLoop(threads(factory, NioIoHandler.newFactory()), NioSocketChannel.class);
  }

  private static EventLoopGroup threads(ThreadFactory factory, IoHandlerFactory kind) {
    return new MultiThreadIoEventLoopGroup(0, factory, kind);
  }

  /** Lets a channel use these threads. */
  void runs(NettyChannelBuilder builder) {
    builder.eventLoopGroup(threads).channelType(kind);
  }

  /** Ends the threads once they have closed their connections, within two seconds at most. */
  @Override
  public void close() {
    long millis = LONGEST_CLOSE.toMillis();
    threads
        .shutdownGracefully(0, millis, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(millis, TimeUnit.MILLISECONDS);
  }
}
