package dev.rbacconsumer.launcher.logging;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.record.TraceContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Adds a thread's current work to its log lines, and removes it when the work is over: in SLF4J's
 * diagnostic context of the thread, under {@link #KEYS}. Thread-safe.
 */
public final class LogContext implements RecordScope {
  static final String TOPIC = "topic";
  static final String PARTITION = "partition";
  static final String OFFSET = "offset";
  static final String NEXT_OFFSET = "next_offset";
  static final String EVENT_ID = "event_id";
  static final String ORG_ID = "org_id";
  static final String TRACE_ID = "trace_id";

  /** All keys, in the order in which they are written. */
  static final List<String> KEYS =
      List.of(TOPIC, PARTITION, OFFSET, NEXT_OFFSET, EVENT_ID, ORG_ID, TRACE_ID);

  /** Keys with a number as their value. */
  static final Set<String> NUMBERS = Set.of(PARTITION, OFFSET, NEXT_OFFSET);

  /** Current content of this thread's diagnostic context. */
  private static final ThreadLocal<@Nullable RecordContext> CURRENT = new ThreadLocal<>();

  private static final Open NOTHING = () -> {};

  /** Longest foreign text; longer ones are cut. */
  private static final int LONGEST = 128;

  /** Creates a context that no thread has entered. */
  public LogContext() {}

  @Override
  public Open enter(RecordContext origin) {
    return replaceBy(origin);
  }

  /** Returns an observer that calls the given one in the context of each event's subject. */
  public DeliveryObserver around(DeliveryObserver observer) {
    return event -> {
      Open scope = contextOf(event);
      try {
        observer.on(event);
      } finally {
        scope.close();
      }
    };
  }

  private static Open contextOf(DeliveryEvent event) {
    return event.match(
        LogContext::ofRecord,
        LogContext::ofPartition,
        LogContext::ofStoreMark,
        LogContext::ofInstance);
  }

  private static Open ofRecord(RecordEvent event) {
    return enterOnce(new RecordContext(event.record(), event.metadata()));
  }

  private static Open ofPartition(PartitionEvent event) {
    if (event instanceof PartitionEvent.ChangeApplied) {
      // It comes with every change, and no line is about it.
      return NOTHING;
    }
    Optional<SourceRecord> record = event.record();
    if (record.isPresent()) {
      return enterOnce(new RecordContext(record.get()));
    }
    Open scope = replaceBy(event.partition());
    if (event instanceof PartitionEvent.Committed committed) {
      committed.newRecord().ifPresent(it -> MDC.put(OFFSET, it.toString()));
      MDC.put(NEXT_OFFSET, committed.position().toString());
    }
    return scope;
  }

  private static Open ofStoreMark(StoreMarkEvent event) {
    return replaceBy(event.partition());
  }

  private static Open ofInstance(InstanceEvent event) {
    Optional<PartitionId> partition = event.partition();
    return partition.isPresent() ? replaceBy(partition.get()) : NOTHING;
  }

  private static Open enterOnce(RecordContext about) {
    return knowsAsMuch(CURRENT.get(), about) ? NOTHING : replaceBy(about);
  }

  private static Open replaceBy(PartitionId partition) {
    RecordContext before = CURRENT.get();
    clear();
    put(partition);
    return () -> restore(before);
  }

  private static Open replaceBy(RecordContext origin) {
    RecordContext before = CURRENT.get();
    set(origin);
    return () -> restore(before);
  }

  private static boolean knowsAsMuch(@Nullable RecordContext now, RecordContext about) {
    return now != null
        && now.record().equals(about.record())
        && (about.metadata().equals(EventMetadata.UNKNOWN)
            || about.metadata().equals(now.metadata()));
  }

  private static void restore(@Nullable RecordContext before) {
    if (before == null) {
      CURRENT.remove();
      clear();
    } else {
      set(before);
    }
  }

  private static void set(RecordContext origin) {
    CURRENT.set(origin);
    clear();
    put(origin.record().partition());
    MDC.put(OFFSET, origin.record().offset().toString());
    put(EVENT_ID, origin.metadata().eventId());
    put(ORG_ID, origin.metadata().orgId());
    TraceContext.of(origin.record()).ifPresent(trace -> MDC.put(TRACE_ID, trace.traceId()));
  }

  private static void put(PartitionId partition) {
    MDC.put(TOPIC, partition.topic());
    MDC.put(PARTITION, Integer.toString(partition.number()));
  }

  private static void put(String key, String value) {
    if (!value.isEmpty()) {
      MDC.put(key, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
    }
  }

  private static void clear() {
    KEYS.forEach(MDC::remove);
  }
}
