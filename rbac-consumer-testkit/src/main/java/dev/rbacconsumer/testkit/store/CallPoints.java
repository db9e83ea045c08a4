package dev.rbacconsumer.testkit.store;

import javax.sql.DataSource;

/**
 * Points inside a call to a store at which the simulation may act: it lets other instances
 * continue, which may take the fence meanwhile, or lets the connection fail. A call without points
 * is one step of a schedule. A sink that checks the fence and writes in two transactions looks
 * correct then.
 *
 * <p>For a store in a database, {@link #around} has a point before each statement, and before and
 * after each commit. For any other store, call {@link #reached} where the sink sends a request, and
 * where it gets the answer.
 */
@FunctionalInterface
public interface CallPoints {
  /** Points at which nothing happens, for tests without a simulation. */
  CallPoints NONE = place -> false;

  /**
   * Reaches a point, which may last long in simulated time. An instance that crashes meanwhile ends
   * here with an error of the virtual machine, which must not be caught.
   *
   * @param place words for the report, such as {@code commit}
   * @return whether the connection fails here: the next request must not be sent
   */
  boolean reached(String place);

  /**
   * Returns the same database with a point before each statement, and before and after each commit.
   * Where the connection fails, an open transaction is rolled back and a {@link
   * java.sql.SQLException} with the state {@code 08006} is thrown. Only for stores that use JDBC
   * from the calling thread, and for databases that let a statement wait for a lock only briefly:
   * an instance that is held up keeps its locks.
   */
  default DataSource around(DataSource database) {
    return PointedConnections.around(database, this);
  }
}
