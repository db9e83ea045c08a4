/**
 * How the consumer is measured from outside: the metrics of {@link dev.rbacconsumer.core.metrics}
 * as Prometheus reads them, over HTTP. Start at {@link
 * dev.rbacconsumer.launcher.metrics.MetricsEndpoint}.
 *
 * <p>Requests are answered by threads of the server, beside delivery, which goes on whatever
 * happens here.
 */
@NullMarked
package dev.rbacconsumer.launcher.metrics;

import org.jspecify.annotations.NullMarked;
