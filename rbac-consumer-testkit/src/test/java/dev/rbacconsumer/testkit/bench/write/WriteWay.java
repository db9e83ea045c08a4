package dev.rbacconsumer.testkit.bench.write;

import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;

/** Ways to write that are compared. */
enum WriteWay {
  /** A channel for every call, and one call after the other. */
  NAIVE("naive"),
  KESSEL_RELATIONS("`kessel-relations`"),
  KESSEL_INVENTORY("`kessel-inventory`"),
  SPICEDB("`spicedb`");

  private final String title;

  WriteWay(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  Writer open(String target) {
    if (this == NAIVE) {
      return new Writer(new NaiveSink(target), () -> {});
    }
    RelationsChannel channel =
        RelationsChannel.open(
            RelationsSettings.forTarget(target).dialect(RelationsDialect.valueOf(name())).build());
    return new Writer(new GrpcRelationSink(channel), channel::close);
  }

  /** A sink, and what is to be closed after it. */
  record Writer(RelationSink sink, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }
}
