package dev.rbacconsumer.relations.internal.tls;

import dev.rbacconsumer.relations.config.Transport;
import dev.rbacconsumer.relations.config.UnusableFileException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * Factory of the TLS contexts for gRPC and for HTTP, whose certificate files are checked at each
 * new connection.
 */
public final class TlsFiles {
  private TlsFiles() {}

  /**
   * Creates the TLS settings for gRPC.
   *
   * @throws UnusableFileException if a file cannot be used
   */
  public static SslContext grpc(Transport.Tls tls) {
    try {
      SslContextBuilder builder = GrpcSslContexts.forClient();
      tls.trusted().ifPresent(file -> builder.trustManager(ReloadingTrust.of(file)));
      tls.client().ifPresent(files -> builder.keyManager(ReloadingKey.of(files)));
      return builder.build();
    } catch (SSLException broken) {
      throw new IllegalStateException("this platform has no TLS for HTTP/2", broken);
    }
  }

  /**
   * Creates the TLS settings for HTTP.
   *
   * @throws UnusableFileException if the file cannot be used
   */
  public static SSLContext http(Path trusted) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {ReloadingTrust.of(trusted)}, null);
      return context;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("this platform has no TLS", broken);
    }
  }
}
