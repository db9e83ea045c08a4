package dev.rbacconsumer.testkit.relations.server;

import dev.rbacconsumer.testkit.relations.protocol.WireRefusals;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates calls, if authentication is enabled. The header is stored when the call arrives and
 * checked only after validation, as in the server: an invalid request is reported even without a
 * token.
 */
public final class BearerCheck implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<String> HEADER = Context.keyWithDefault("authorization", "");
  private static final String SCHEME = "bearer ";

  private final @Nullable Predicate<String> tokens;

  /**
   * @param tokens accepts valid tokens; null accepts every caller
   */
  public BearerCheck(@Nullable Predicate<String> tokens) {
    this.tokens = tokens;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String header = headers.get(AUTHORIZATION);
    Context context = Context.current().withValue(HEADER, header == null ? "" : header);
    return Contexts.interceptCall(context, call, headers, next);
  }

  /** Returns the caller of the call that this thread handles. */
  Caller caller() {
    return new Caller(HEADER.get(), tokens);
  }

  /** Caller, as identified by the header. */
  record Caller(String header, @Nullable Predicate<String> good) {
    void require() {
      if (good == null) {
        return;
      }
      if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
        throw WireRefusals.unauthenticated("JWT token is missing");
      }
      if (!good.test(header.substring(SCHEME.length()))) {
        throw WireRefusals.unauthenticated("Token is invalid");
      }
    }
  }
}
