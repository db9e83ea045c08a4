package dev.rbacconsumer.testkit.relations;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a server.
 *
 * @param clients authorities whose clients are let in; null lets in everyone
 */
record ServerTls(Path chain, Path key, @Nullable Path clients) {
  /** From the files as they are now. */
  SslContext context() throws SSLException {
    SslContextBuilder builder = GrpcSslContexts.forServer(chain.toFile(), key.toFile());
    if (clients != null) {
      builder.trustManager(clients.toFile()).clientAuth(ClientAuth.REQUIRE);
    }
    return builder.build();
  }
}
