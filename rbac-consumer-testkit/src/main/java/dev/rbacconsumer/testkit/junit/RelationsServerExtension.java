package dev.rbacconsumer.testkit.junit;

import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.RelationsServerBuilder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a Relations server of its own, by {@link #server} or as a parameter of the type
 * {@link RelationsServer}. Used by one test at a time.
 *
 * <pre>{@code
 * @RegisterExtension
 * final RelationsServerExtension relations = RelationsServerExtension.create();
 * }</pre>
 */
public final class RelationsServerExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private final UnaryOperator<RelationsServerBuilder> setUp;
  private @Nullable RelationsServer server;

  private RelationsServerExtension(UnaryOperator<RelationsServerBuilder> setUp) {
    this.setUp = setUp;
  }

  /** Creates an extension whose servers have the defaults of {@link RelationsServer#builder}. */
  public static RelationsServerExtension create() {
    return create(UnaryOperator.identity());
  }

  /**
   * Creates an extension.
   *
   * @param setUp sets up each server, such as {@code it -> it.hiddenChanges(2)}
   */
  public static RelationsServerExtension create(UnaryOperator<RelationsServerBuilder> setUp) {
    return new RelationsServerExtension(setUp);
  }

  /**
   * Returns the server of the present test.
   *
   * @throws IllegalStateException outside of a test
   */
  public RelationsServer server() {
    RelationsServer running = server;
    if (running == null) {
      throw new IllegalStateException("server: want a running test, got none");
    }
    return running;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    server = setUp.apply(RelationsServer.builder()).start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    RelationsServer running = server;
    server = null;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RelationsServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return server();
  }
}
