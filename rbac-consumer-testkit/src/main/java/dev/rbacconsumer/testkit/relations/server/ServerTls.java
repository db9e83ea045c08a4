package dev.rbacconsumer.testkit.relations.server;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of a server.
 *
 * @param clients authorities whose clients are accepted; null accepts every client
 */
public record ServerTls(Path chain, Path key, @Nullable Path clients) {
  /** Creates the context from the current files. */
  public SslContext context() throws SSLException {
    SslContextBuilder builder = GrpcSslContexts.forServer(chain.toFile(), key.toFile());
    if (clients != null) {
      builder.trustManager(clients.toFile()).clientAuth(ClientAuth.REQUIRE);
    }
    return builder.build();
  }
}
