package dev.rbacconsumer.testkit.relations;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.bootstrap.ServerBootstrap;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2MultiplexHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/2 proxy that passes calls on to a server, but for one at a time, when told so: that one
 * it holds, ends it for the client as told, and passes it on much later, as a queue on the way
 * does. Thread-safe; closing it ends all connections.
 */
final class HoldingProxy implements AutoCloseable {
  private static final int LIMITLESS = Integer.MAX_VALUE;

  private final EventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final ManagedChannel server;
  private final Channel listening;
  private final List<ProxiedRequest> held = new ArrayList<>();
  private @Nullable CallEnd nextEnd;
  private int bodyLimit = LIMITLESS;
  private CallEnd overLimit = new CallEnd.Page(413);
  private int passedOn;

  /**
   * Listens on a free port of the loopback address.
   *
   * @param target of the server that calls are passed on to
   */
  HoldingProxy(String target) {
    server =
        NettyChannelBuilder.forTarget("dns:///" + target)
            .usePlaintext()
            .maxInboundMetadataSize(1 << 20)
            .build();
    listening =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel connection) {
                    connection.pipeline().addLast(Http2FrameCodecBuilder.forServer().build());
                    connection.pipeline().addLast(new Http2MultiplexHandler(streams()));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  private ChannelInitializer<Channel> streams() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel stream) {
        stream.pipeline().addLast(new ProxiedStream(HoldingProxy.this));
      }
    };
  }

  /** Where clients connect to, as {@code host:port}. */
  String target() {
    return "127.0.0.1:" + ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** Holds the next call, and ends it this way for the client. */
  synchronized void holdNext(CallEnd end) {
    nextEnd = end;
  }

  /** From now on, holds every call that is longer than this and ends it this way. */
  synchronized void limitBody(int bytes, CallEnd end) {
    bodyLimit = bytes;
    overLimit = end;
  }

  /** How many calls are held. */
  synchronized int held() {
    return held.size();
  }

  /** How many calls were passed on. */
  synchronized int passedOn() {
    return passedOn;
  }

  /** Passes on all calls that are held, and returns what the server answered to each. */
  List<Status> land() {
    List<ProxiedRequest> landing;
    synchronized (this) {
      landing = List.copyOf(held);
      held.clear();
    }
    return landing.stream().map(it -> call(it).join().status()).toList();
  }

  /** How to end a call: null where it is to be passed on. */
  synchronized @Nullable CallEnd arrived(ProxiedRequest request) {
    CallEnd end = nextEnd;
    nextEnd = null;
    if (end == null && request.message().size() > bodyLimit) {
      end = overLimit;
    }
    if (end == null) {
      passedOn++;
    } else {
      held.add(request);
    }
    return end;
  }

  CompletableFuture<ProxiedAnswer> call(ProxiedRequest request) {
    ProxiedAnswer.Listener listener = new ProxiedAnswer.Listener();
    var call =
        server.newCall(
            request.method(), CallOptions.DEFAULT.withDeadlineAfter(2, TimeUnit.MINUTES));
    call.start(listener, new Metadata());
    call.request(LIMITLESS);
    call.sendMessage(request.message());
    call.halfClose();
    return listener.answer();
  }

  @Override
  public void close() {
    server.shutdownNow();
    var unusedClose = listening.close().syncUninterruptibly();
    var unusedEnd = threads.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
