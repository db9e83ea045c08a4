package dev.rbacconsumer.launcher.chaos;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate;
import dev.rbacconsumer.relations.wire.authzed.v1.ZedToken;
import dev.rbacconsumer.testkit.relations.store.StoreWrite;
import dev.rbacconsumer.testkit.spicedb.SpiceDbClient;
import dev.rbacconsumer.testkit.spicedb.wire.WatchResponse;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Follows the Watch API of SpiceDB in a thread of its own, across outages of the server, and hands
 * each revision on as a write. Tuples that a revision names without changing them are left out.
 */
final class SpiceDbFeed implements AutoCloseable {
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

  private final SpiceDbClient client;
  private final Consumer<StoreWrite> listener;
  private final Set<RelationTuple> present = new HashSet<>();
  private final Thread thread = new Thread(this::follow, "spicedb-feed");
  private ZedToken through;
  private long revisions;
  private volatile boolean closed;

  /**
   * Begins with the state as it is now, in which there must be no tuple.
   *
   * @param listener is called for each revision, in their order, in the thread of the feed
   */
  SpiceDbFeed(String target, String key, Consumer<StoreWrite> listener) {
    this.client = new SpiceDbClient(target, key);
    this.listener = listener;
    this.through = client.writeNothing();
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    while (!closed) {
      try {
        Iterator<WatchResponse> responses = client.watch(through);
        while (responses.hasNext()) {
          handOn(responses.next());
        }
      } catch (StatusRuntimeException away) {
        LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
      }
    }
  }

  private void handOn(WatchResponse response) {
    Set<RelationTuple> added = new HashSet<>();
    Set<RelationTuple> removed = new HashSet<>();
    for (RelationshipUpdate update : response.getUpdatesList()) {
      RelationTuple tuple = SpiceDbClient.tuple(update.getRelationship());
      if (update.getOperation() == RelationshipUpdate.Operation.OPERATION_DELETE) {
        removed.add(tuple);
      } else {
        added.add(tuple);
      }
    }
    removed.retainAll(present);
    added.removeAll(present);
    present.removeAll(removed);
    present.addAll(added);
    through = response.getChangesThrough();
    revisions++;
    listener.accept(new StoreWrite(revisions, added, removed, Optional.empty()));
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }
}
