package dev.rbacconsumer.relations;

import io.grpc.netty.shaded.io.netty.util.internal.logging.InternalLogLevel;
import io.grpc.netty.shaded.io.netty.util.internal.logging.InternalLogger;
import io.grpc.netty.shaded.io.netty.util.internal.logging.InternalLoggerFactory;
import io.grpc.netty.shaded.io.netty.util.internal.logging.JdkLoggerFactory;
import io.grpc.netty.shaded.io.netty.util.internal.logging.Slf4JLoggerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps HTTP/2 frames out of every log. At DEBUG the transport of gRPC would write each frame, with
 * the token in its headers and the tuples in its data, to any logging system. Its other lines are
 * kept.
 */
final class FrameLogFilter extends InternalLoggerFactory {
  /** Name suffix of the class under which the frames of a client are logged. */
  private static final String FRAMES = ".NettyClientHandler";

  private static final Set<String> FINE_METHODS =
      Set.of("trace", "debug", "isTraceEnabled", "isDebugEnabled");
  private static final Set<InternalLogLevel> FINE_LEVELS =
      Set.of(InternalLogLevel.TRACE, InternalLogLevel.DEBUG);

  private final Function<String, InternalLogger> loggers;

  private FrameLogFilter(Function<String, InternalLogger> loggers) {
    this.loggers = loggers;
  }

  /**
   * Hides the frames of every connection that this copy of the transport makes from now on; one
   * call is enough.
   */
  static synchronized void hide() {
    InternalLoggerFactory before = InternalLoggerFactory.getDefaultFactory();
    if (before instanceof Slf4JLoggerFactory slf4j) {
      setDefaultFactory(new FrameLogFilter(slf4j::newInstance));
    } else if (!(before instanceof FrameLogFilter)) {
      JdkLoggerFactory jdk = (JdkLoggerFactory) JdkLoggerFactory.INSTANCE;
      setDefaultFactory(new FrameLogFilter(jdk::newInstance));
    }
  }

  @Override
  protected InternalLogger newInstance(String name) {
    InternalLogger logger = loggers.apply(name);
    return name.endsWith(FRAMES) ? withoutFineLevels(logger) : logger;
  }

  private static InternalLogger withoutFineLevels(InternalLogger logger) {
    return (InternalLogger)
        Proxy.newProxyInstance(
            FrameLogFilter.class.getClassLoader(),
            new Class<?>[] {InternalLogger.class},
            (proxy, method, arguments) ->
                isFine(method, arguments) ? nothing(method) : invoke(logger, method, arguments));
  }

  private static boolean isFine(Method method, Object @Nullable [] arguments) {
    return FINE_METHODS.contains(method.getName())
        || (arguments != null
            && arguments.length > 0
            && arguments[0] instanceof InternalLogLevel level
            && FINE_LEVELS.contains(level));
  }

  private static @Nullable Object nothing(Method method) {
    return method.getReturnType() == boolean.class ? Boolean.FALSE : null;
  }

  private static @Nullable Object invoke(
      InternalLogger logger, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(logger, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
  }
}
