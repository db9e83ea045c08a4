package dev.rbacconsumer.launcher.quarantine;

import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.launcher.actions.client.Replayed;
import java.io.IOException;

/** Words and rules of replays of parked records. */
public final class ReplayedItems implements Replayed<ParkedItem> {
  @Override
  public String noun() {
    return "message";
  }

  @Override
  public PartitionId partition(ParkedItem item) {
    return item.partition();
  }

  @Override
  public String place(ParkedItem item) {
    return item.place();
  }

  @Override
  public void writePlace(ParkedItem item, FieldWriter fields) throws IOException {
    fields.number("partition", item.partition().number());
    fields.number("offset", item.parked().offset().value());
  }

  @Override
  public boolean concernsNoOther(ParkedItem item, String code) {
    return false;
  }

  @Override
  public String codeOfReplayedBefore() {
    return "not_parked";
  }

  @Override
  public String textOfReplayedBefore() {
    return "no longer parked";
  }

  @Override
  public String fieldOfReplayedBefore() {
    return "no_longer_parked";
  }

  @Override
  public String hintIfAllWereBefore() {
    return "see whether the consumer has the quarantine topic that was read here";
  }

  @Override
  public String textOfNone() {
    return "Nothing is parked that could be replayed.";
  }
}
