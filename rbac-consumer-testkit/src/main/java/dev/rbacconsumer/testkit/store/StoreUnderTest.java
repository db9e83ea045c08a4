package dev.rbacconsumer.testkit.store;

import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.Collection;
import java.util.Set;

/**
 * Store whose sink and fences are tested: the two ports, and a way to read the tuples that is
 * independent of them. Contracts and simulation call all three from one thread.
 *
 * <pre>{@code
 * MyStore store = new MyStore(database);
 * StoreUnderTest.of(store, store, store::readAll).closing(database);
 * }</pre>
 */
public final class StoreUnderTest implements AutoCloseable {
  private final RelationSink sink;
  private final FenceAuthority fences;
  private final TuplesReader reader;
  private final AutoCloseable resource;

  private StoreUnderTest(
      RelationSink sink, FenceAuthority fences, TuplesReader reader, AutoCloseable resource) {
    this.sink = sink;
    this.fences = fences;
    this.reader = reader;
    this.resource = resource;
  }

  /**
   * Creates the description of a store that is empty.
   *
   * @param sink writes to the store
   * @param fences issues the fences that the sink checks
   * @param reader reads all tuples whose writes are finished, without locks and marks
   */
  public static StoreUnderTest of(RelationSink sink, FenceAuthority fences, TuplesReader reader) {
    return new StoreUnderTest(sink, fences, reader, () -> {});
  }

  /** Returns a copy that closes a resource when the test no longer needs the store. */
  public StoreUnderTest closing(AutoCloseable other) {
    return new StoreUnderTest(sink, fences, reader, other);
  }

  /** Returns the sink. */
  public RelationSink sink() {
    return sink;
  }

  /** Returns the authority that issues the fences. */
  public FenceAuthority fences() {
    return fences;
  }

  /**
   * Reads all tuples.
   *
   * @throws IllegalStateException if they cannot be read
   */
  public Set<RelationTuple> tuples() {
    try {
      return Set.copyOf(reader.read());
    } catch (Exception thrown) {
      throw new IllegalStateException("the tuples of the store cannot be read", thrown);
    }
  }

  /**
   * Closes the resource of the store.
   *
   * @throws IllegalStateException if it cannot be closed
   */
  @Override
  public void close() {
    try {
      resource.close();
    } catch (Exception thrown) {
      throw new IllegalStateException("the store cannot be closed", thrown);
    }
  }

  /** Reads the tuples of a store. */
  @FunctionalInterface
  public interface TuplesReader {
    /**
     * Returns all tuples whose writes are finished; those of an open transaction are left out.
     *
     * @throws Exception if they cannot be read, which fails the test
     */
    Collection<RelationTuple> read() throws Exception;
  }

  /** Creates a store for each schedule of a simulation. */
  @FunctionalInterface
  public interface Factory {
    /**
     * Returns a new store without tuples and fences.
     *
     * @param points the points at which the simulation may hold up or break a call to the store
     * @throws Exception if it cannot be created, which fails the test
     */
    StoreUnderTest create(CallPoints points) throws Exception;
  }
}
