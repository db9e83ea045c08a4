package dev.rbacconsumer.launcher.bench;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.log.DeliveryLog;
import dev.rbacconsumer.core.metrics.DeliveryMetrics;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.launcher.config.types.LogFormat;
import dev.rbacconsumer.launcher.logging.LogContext;
import dev.rbacconsumer.launcher.logging.LogToStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Observers of one way, as the launcher puts them together.
 *
 * @param observer hears everything
 * @param scope hears which record a thread works on
 * @param log what is to be closed at the end; empty where nothing is logged
 */
record Observers(DeliveryObserver observer, RecordScope scope, Optional<LogToStream> log)
    implements AutoCloseable {
  static Observers of(ObserverWay way, Clock clock, OutputStream out) {
    if (way == ObserverWay.NONE) {
      return new Observers(event -> {}, RecordScope.none(), Optional.empty());
    }
    DeliveryObserver metrics = new DeliveryMetrics(new MetricRegistry(), clock);
    return switch (way) {
      case SUMMARY -> logged(metrics, LogFormat.TEXT, summarised(), clock, out);
      case LINES -> logged(metrics, LogFormat.TEXT, OptionalInt.empty(), clock, out);
      case JSON -> logged(metrics, LogFormat.JSON, OptionalInt.empty(), clock, out);
      case JSON_SUMMARY -> logged(metrics, LogFormat.JSON, summarised(), clock, out);
      default -> new Observers(metrics, RecordScope.none(), Optional.empty());
    };
  }

  private static Observers logged(
      DeliveryObserver metrics,
      LogFormat format,
      OptionalInt maxRate,
      Clock clock,
      OutputStream out) {
    LogToStream log = new LogToStream(out, format);
    DeliveryObserver lines = new DeliveryLog(log.logger(), clock, maxRate);
    if (format == LogFormat.TEXT) {
      return new Observers(
          DeliveryObserver.all(List.of(lines, metrics)), RecordScope.none(), Optional.of(log));
    }
    LogContext context = new LogContext();
    return new Observers(
        DeliveryObserver.all(List.of(context.around(lines), metrics)), context, Optional.of(log));
  }

  private static OptionalInt summarised() {
    return OptionalInt.of(DeliveryLog.DEFAULT_MAX_RATE);
  }

  @Override
  public void close() {
    log.ifPresent(LogToStream::close);
  }
}
