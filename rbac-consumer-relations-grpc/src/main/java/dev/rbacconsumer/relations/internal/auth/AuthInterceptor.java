package dev.rbacconsumer.relations.internal.auth;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;

/**
 * Sends a token with each call, and repeats the call once with another token if the first one was
 * refused.
 */
public final class AuthInterceptor implements ClientInterceptor {
  private final TokenSource tokens;

  public AuthInterceptor(TokenSource tokens) {
    this.tokens = tokens;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new AuthorizedCall<>(tokens, options.getDeadline(), () -> next.newCall(method, options));
  }
}
