package dev.rbacconsumer.kafka.connectivity;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pings the brokers with a request for the members of the cluster. Every login may send it, and
 * every broker answers it.
 */
final class ClusterPing implements BrokerRequest {
  private static final Logger log = LoggerFactory.getLogger(ClusterPing.class);

  private final Supplier<Admin> connect;
  private final String servers;
  private final Duration timeout;
  private @Nullable Admin client;

  /**
   * @param connect creates a client, when it is first needed and after one that failed
   * @param servers addresses of the brokers, for the text of the answer
   * @param timeout longest wait
   */
  ClusterPing(Supplier<Admin> connect, String servers, Duration timeout) {
    this.connect = connect;
    this.servers = servers;
    this.timeout = timeout;
  }

  @Override
  public BrokerReachability ask() throws InterruptedException {
    int millis = Math.toIntExact(timeout.toMillis());
    DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs(millis);
    try {
      // The client applies the timeout itself; the second limit is for a client whose thread has
      // ended.
      client().describeCluster(options).nodes().get(2L * millis, TimeUnit.MILLISECONDS);
      return BrokerReachability.ANSWERED;
    } catch (ExecutionException failed) {
      return after(failed.getCause() == null ? failed : failed.getCause());
    } catch (InterruptException interrupted) {
      InterruptedException ours = new InterruptedException("while asking " + servers);
      ours.initCause(interrupted);
      throw ours;
    } catch (TimeoutException | RuntimeException broken) {
      close();
      return after(broken);
    }
  }

  @Override
  public void close() {
    Admin open = client;
    client = null;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }

  private Admin client() {
    Admin open = client;
    if (open == null) {
      open = connect.get();
      client = open;
    }
    return open;
  }

  private BrokerReachability after(Throwable failure) {
    log.debug("Asking {} failed", servers, failure);
    return BrokerReachability.after(failure, servers, timeout);
  }
}
