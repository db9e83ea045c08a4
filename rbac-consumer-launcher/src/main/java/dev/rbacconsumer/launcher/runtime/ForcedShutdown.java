package dev.rbacconsumer.launcher.runtime;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process at once on a second SIGTERM or SIGINT; the first one has its usual effect. By
 * default, a JVM that is shutting down ignores every further signal.
 *
 * <p>The class for signals is not part of the Java platform, though every JVM in use has it. If it
 * is missing, or signals are reserved ({@code -Xrs}), the default applies.
 */
final class ForcedShutdown {
  private static final Logger log = LoggerFactory.getLogger(ForcedShutdown.class);
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  /** Number that a shell adds to the number of a signal. */
  private static final int BY_SIGNAL = 128;

  private final AtomicBoolean first = new AtomicBoolean(true);

  private ForcedShutdown() {}

  /** Starts to watch for signals, until the process ends. Called once. */
  static void watch() {
    ForcedShutdown watch = new ForcedShutdown();
    for (String name : List.of("TERM", "INT")) {
      try {
        watch.handle(name);
      } catch (ReflectiveOperationException | IllegalArgumentException unavailable) {
        log.debug("A second SIG{} will have no effect", name, unavailable);
      }
    }
  }

  private void handle(String name) throws ReflectiveOperationException {
    Class<?> signals = Class.forName(SIGNAL);
    Class<?> handlers = Class.forName(HANDLER);
    Object signal = signals.getConstructor(String.class).newInstance(name);
    int code = BY_SIGNAL + (int) signals.getMethod("getNumber").invoke(signal);
    InvocationHandler ours =
        (proxy, method, arguments) -> {
          if (method.getName().equals("handle")) {
            end(code);
          }
          return null;
        };
    Object handler =
        Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, ours);
    signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
  }

  /**
   * Ends the process on the second signal. Every signal has its own thread, so the second one
   * arrives while the first waits here.
   */
  private void end(int code) {
    if (first.getAndSet(false)) {
      System.exit(code);
    }
    Runtime.getRuntime().halt(code);
  }
}
