package dev.rbacconsumer.core.runtime;

import java.util.concurrent.ThreadFactory;

/**
 * Creates the threads of one consumer. The names of its threads begin with the name of the
 * consumer, so that several consumers of one JVM can be told apart. Immutable and thread-safe.
 */
public final class ConsumerThreads {
  private static final ConsumerThreads PLAIN = new ConsumerThreads("", Thread::new);

  private final String prefix;
  private final ThreadFactory factory;

  private ConsumerThreads(String prefix, ThreadFactory factory) {
    this.prefix = prefix;
    this.factory = factory;
  }

  /** Returns a factory of threads whose names have no prefix, for a JVM with one consumer. */
  public static ConsumerThreads plain() {
    return PLAIN;
  }

  /**
   * Returns a factory of threads whose names begin with the name of a consumer and a dash.
   *
   * @param consumer name of the consumer
   */
  public static ConsumerThreads of(String consumer) {
    return new ConsumerThreads(consumer + "-", Thread::new);
  }

  /**
   * Returns a copy that takes its threads from another factory. Names, and whether a thread is a
   * daemon, are set afterwards.
   */
  public ConsumerThreads from(ThreadFactory other) {
    return new ConsumerThreads(prefix, other);
  }

  /** Creates a thread that is not started, and that a running JVM waits for. */
  public Thread user(String name, Runnable task) {
    return create(name, false, task);
  }

  /** Creates a thread that is not started, and that a JVM does not wait for. */
  public Thread daemon(String name, Runnable task) {
    return create(name, true, task);
  }

  /** Returns the whole name of a thread, for a library that creates its threads itself. */
  public String fullName(String name) {
    return prefix + name;
  }

  private Thread create(String name, boolean daemon, Runnable task) {
    Thread thread = factory.newThread(task);
    thread.setName(fullName(name));
    thread.setDaemon(daemon);
    return thread;
  }
}
