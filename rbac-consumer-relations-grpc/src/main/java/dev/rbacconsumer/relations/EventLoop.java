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
 * Thread that sends and receives for all connections of one channel. The threads that gRPC shares
 * among channels outlive the last one by a second, and the JVM waits up to 0.3 s at its end for
 * threads that wait for a socket. Thread-safe.
 *
 * <p>There is one thread, since gRPC sets the timer for the deadline of a call on any thread of the
 * group: with several, each call would wake another one.
 */
final class EventLoop implements AutoCloseable {
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

  private static final int THREADS = 1;

  private final EventLoopGroup threads;
  private final Class<? extends Channel> kind;

  private EventLoop(EventLoopGroup threads, Class<? extends Channel> kind) {
    this.threads = threads;
    this.kind = kind;
  }

  /**
   * Creates the thread, which starts when it is needed.
   *
   * @param name what its name begins with
   */
  static EventLoop create(String name) {
    ThreadFactory factory = new DefaultThreadFactory(name, true);
    return Epoll.isAvailable()
        ? new EventLoop(threads(factory, EpollIoHandler.newFactory()), EpollSocketChannel.class)
        : new EventLoop(threads(factory, NioIoHandler.newFactory()), NioSocketChannel.class);
  }

  private static EventLoopGroup threads(ThreadFactory factory, IoHandlerFactory kind) {
    return new MultiThreadIoEventLoopGroup(THREADS, factory, kind);
  }

  /** Lets a channel use the thread. */
  void runs(NettyChannelBuilder builder) {
    builder.eventLoopGroup(threads).channelType(kind);
  }

  /** Ends the thread once it has closed its connections, within two seconds at most. */
  @Override
  public void close() {
    long millis = LONGEST_CLOSE.toMillis();
    threads
        .shutdownGracefully(0, millis, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(millis, TimeUnit.MILLISECONDS);
  }
}
