package dev.rbacconsumer.testkit.relations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelFutureListener;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2DataFrame;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2FrameCodec;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Headers;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2HeadersFrame;
import io.grpc.netty.shaded.io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** One stream of a client: a call, passed on to the server or ended in its place. */
final class ProxiedStream extends ChannelInboundHandlerAdapter {
  private static final int PREFIX = 5;
  private static final int FRAME_HEADER = 9;
  private static final byte GOAWAY = 7;
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final HoldingProxy proxy;
  private final ByteString.Output body = ByteString.newOutput();
  private String path = "";

  ProxiedStream(HoldingProxy proxy) {
    this.proxy = proxy;
  }

  @Override
  public void channelRead(ChannelHandlerContext stream, Object frame) throws IOException {
    try {
      if (frame instanceof Http2HeadersFrame headers) {
        path = String.valueOf(headers.headers().path());
      } else if (frame instanceof Http2DataFrame data) {
        data.content().readBytes(body, data.content().readableBytes());
        if (data.isEndStream()) {
          arrived(stream);
        }
      }
    } finally {
      ReferenceCountUtil.release(frame);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext stream, Throwable gone) {
    // The client has given the call up.
    var unused = stream.close();
  }

  private void arrived(ChannelHandlerContext stream) {
    ByteString message = body.toByteString().substring(PREFIX);
    ProxiedRequest request = new ProxiedRequest(path, message);
    CallEnd end = proxy.arrived(request);
    if (end == null) {
      var unused =
          proxy.call(request).thenAcceptAsync(answer -> answer(stream, answer), stream.executor());
    } else {
      end(stream, end);
    }
  }

  private static void answer(ChannelHandlerContext stream, ProxiedAnswer answer) {
    send(stream, new DefaultHttp2HeadersFrame(grpc(200)));
    for (ByteString message : answer.messages()) {
      ByteBuf data = Unpooled.buffer(PREFIX + message.size());
      data.writeByte(0).writeInt(message.size()).writeBytes(message.asReadOnlyByteBuffer());
      send(stream, new DefaultHttp2DataFrame(data));
    }
    Http2Headers trailers = trailers(answer.status());
    byte @Nullable [] details = answer.trailers().get(DETAILS);
    if (details != null) {
      trailers.set(DETAILS.name(), Base64.getEncoder().encodeToString(details));
    }
    send(stream, new DefaultHttp2HeadersFrame(trailers, true));
  }

  private static void end(ChannelHandlerContext stream, CallEnd end) {
    Channel connection = stream.channel().parent();
    if (end instanceof CallEnd.GoAwayThenClose it) {
      var unused =
          goAway(connection, Integer.MAX_VALUE, it.errorCode())
              .addListener((ChannelFutureListener) sent -> close(connection));
    } else if (end instanceof CallEnd.GoAwayBeforeCall it) {
      var unused = goAway(connection, 0, it.errorCode());
    } else if (end instanceof CallEnd.Reset it) {
      send(stream, new DefaultHttp2ResetFrame(it.errorCode()));
    } else if (end instanceof CallEnd.Page it) {
      Http2Headers headers = status(it.httpStatus()).set("content-type", "text/html");
      send(stream, new DefaultHttp2HeadersFrame(headers));
      ByteBuf page = Unpooled.copiedBuffer("<html>made by a proxy</html>", UTF_8);
      send(stream, new DefaultHttp2DataFrame(page, true));
    } else if (end instanceof CallEnd.WithoutTrailers it) {
      send(stream, new DefaultHttp2HeadersFrame(grpc(it.httpStatus()), true));
    } else if (end instanceof CallEnd.WithoutStatus) {
      send(stream, new DefaultHttp2HeadersFrame(grpc(200)));
      Http2Headers trailers = new DefaultHttp2Headers().set("x-made-by", "a proxy");
      send(stream, new DefaultHttp2HeadersFrame(trailers, true));
    } else if (end instanceof CallEnd.Trailers it) {
      Http2Headers both = grpc(200);
      both.setAll(
          trailers(Status.Code.valueOf(it.code().name()).toStatus().withDescription(it.text())));
      send(stream, new DefaultHttp2HeadersFrame(both, true));
    } else if (end instanceof CallEnd.Close) {
      close(connection);
    }
    // Of silence nothing comes.
  }

  private static void send(ChannelHandlerContext stream, Object frame) {
    var unused = stream.writeAndFlush(frame);
  }

  private static void close(Channel connection) {
    var unused = connection.close();
  }

  /** The codec would name the last stream itself, so the frame goes past it. */
  private static ChannelFuture goAway(Channel connection, int lastStream, int errorCode) {
    ByteBuf frame = Unpooled.buffer(FRAME_HEADER + 8);
    frame.writeMedium(8).writeByte(GOAWAY).writeByte(0).writeInt(0);
    frame.writeInt(lastStream).writeInt(errorCode);
    return connection.pipeline().context(Http2FrameCodec.class).writeAndFlush(frame);
  }

  private static Http2Headers status(int httpStatus) {
    return new DefaultHttp2Headers().status(Integer.toString(httpStatus));
  }

  private static Http2Headers grpc(int httpStatus) {
    return status(httpStatus).set("content-type", "application/grpc");
  }

  private static Http2Headers trailers(Status status) {
    Http2Headers trailers = new DefaultHttp2Headers();
    trailers.set("grpc-status", Integer.toString(status.getCode().value()));
    if (status.getDescription() != null) {
      trailers.set("grpc-message", percentEncoded(status.getDescription()));
    }
    return trailers;
  }

  private static String percentEncoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      boolean plain = b >= ' ' && b <= '~' && b != '%';
      encoded.append(plain ? Character.toString(b) : String.format("%%%02X", b));
    }
    return encoded.toString();
  }
}
