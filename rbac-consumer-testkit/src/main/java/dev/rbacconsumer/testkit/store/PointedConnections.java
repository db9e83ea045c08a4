package dev.rbacconsumer.testkit.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Wraps connections so that they reach a point before each statement and around each commit. */
final class PointedConnections {
  /** SQLSTATE of a connection that failed. */
  private static final String CONNECTION_FAILURE = "08006";

  private final CallPoints points;

  private PointedConnections(CallPoints points) {
    this.points = points;
  }

  static DataSource around(DataSource database, CallPoints points) {
    PointedConnections pointed = new PointedConnections(points);
    return proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Object answer = invoke(database, method, arguments);
          return answer instanceof Connection opened ? pointed.connection(opened) : answer;
        });
  }

  private Connection connection(Connection actual) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          boolean commits = method.getName().equals("commit");
          if (commits) {
            reach("commit", actual);
          }
          Object answer = invoke(actual, method, arguments);
          if (commits) {
            reach("answer to the commit", actual);
          }
          return answer instanceof Statement created ? statement(created, actual) : answer;
        });
  }

  private Statement statement(Statement actual, Connection connection) {
    Class<? extends Statement> type = Statement.class;
    if (actual instanceof CallableStatement) {
      type = CallableStatement.class;
    } else if (actual instanceof PreparedStatement) {
      type = PreparedStatement.class;
    }
    return proxy(
        type,
        (proxy, method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            reach("statement", connection);
          }
          return invoke(actual, method, arguments);
        });
  }

  private void reach(String place, Connection connection) throws SQLException {
    if (points.reached(place)) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      connection.close();
      throw new SQLException("simulated: the connection fails", CONNECTION_FAILURE);
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    return type.cast(proxy);
  }

  /** Calls the method itself, and throws what it throws. */
  private static @Nullable Object invoke(
      Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }
}
