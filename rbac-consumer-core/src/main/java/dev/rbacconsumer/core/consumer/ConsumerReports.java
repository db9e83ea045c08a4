package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.health.Degradations;
import dev.rbacconsumer.core.health.DeliverySnapshots;
import dev.rbacconsumer.core.status.StatusSnapshot;
import dev.rbacconsumer.core.status.view.InstanceInfo;
import dev.rbacconsumer.core.status.view.StatusJsonWriter;
import dev.rbacconsumer.core.time.Clock;

/** The status of a consumer, in its forms. Thread-safe. */
final class ConsumerReports {
  private final DeliverySnapshots snapshots;
  private final StatusJsonWriter json;
  private final Degradations degradations;

  ConsumerReports(DeliverySnapshots snapshots, InstanceInfo instance, Clock clock) {
    this.snapshots = snapshots;
    this.json = new StatusJsonWriter(instance, snapshots, clock);
    this.degradations = new Degradations(snapshots);
  }

  StatusSnapshot snapshot() {
    return snapshots.snapshot().orElseThrow();
  }

  String json() {
    return json.json();
  }

  Degradations degradations() {
    return degradations;
  }
}
