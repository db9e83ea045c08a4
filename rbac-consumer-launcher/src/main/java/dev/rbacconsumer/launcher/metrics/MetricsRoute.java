package dev.rbacconsumer.launcher.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.admin.Route;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Serves metrics in the text format of Prometheus or in OpenMetrics, as the client requests.
 * Thread-safe.
 */
public final class MetricsRoute implements Route {
  private final String path;
  private final CollectorRegistry metrics;

  /**
   * @param path path of the metrics; begins with a slash
   * @param registry registry to serve: the families of {@link
   *     dev.rbacconsumer.core.metrics.instrument.MetricFamily} in it and the metrics of other
   *     modules, with those of the process added
   */
  public MetricsRoute(String path, MetricRegistry registry) {
    this(path, new CollectorRegistry());
    metrics.register(new RegistryCollector(registry));
    metrics.register(ThirdPartyMetrics.in(registry));
    JvmMetrics.all().forEach(metrics::register);
  }

  MetricsRoute(String path, CollectorRegistry metrics) {
    this.path = path;
    this.metrics = metrics;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Response answer(Request request) {
    String type = MetricsFormat.of(request.accept());
    StringWriter text = new StringWriter();
    try {
      TextFormat.writeFormat(type, text, metrics.metricFamilySamples());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Response(200, type, text.toString().getBytes(UTF_8));
  }
}
