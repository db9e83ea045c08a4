package com.example;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.PrometheusText;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.stereotype.Component;

/** The metrics of the consumer, for Prometheus. */
@Component
@WebEndpoint(id = "rbacmetrics")
class MetricsEndpoint {
  private final MetricRegistry consumerMetrics;

  MetricsEndpoint(MetricRegistry consumerMetrics) {
    this.consumerMetrics = consumerMetrics;
  }

  @ReadOperation(produces = PrometheusText.CONTENT_TYPE)
  String metrics() {
    return PrometheusText.of(consumerMetrics);
  }
}
