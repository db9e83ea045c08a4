package dev.rbacconsumer.testkit.junit;

import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.world.DeliveryWorld;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a delivery on virtual time, as a parameter of the type {@link DeliveryWorld}, and
 * the store that it writes to, as one of the type {@link InMemoryRelations}.
 *
 * <pre>{@code
 * @ExtendWith(DeliveryWorldExtension.class)
 * class MyTest {
 *   @Test
 *   void changesAreApplied(DeliveryWorld world, InMemoryRelations store) { ... }
 * }
 * }</pre>
 */
public final class DeliveryWorldExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(DeliveryWorldExtension.class);

  /** Creates the extension, for JUnit. */
  public DeliveryWorldExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == DeliveryWorld.class || type == InMemoryRelations.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Parts parts =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(context.getUniqueId(), key -> Parts.create(), Parts.class);
    return parameter.getParameter().getType() == DeliveryWorld.class
        ? parts.world()
        : parts.store();
  }

  /** The delivery and the store of one test. */
  private record Parts(DeliveryWorld world, InMemoryRelations store) {
    static Parts create() {
      InMemoryRelations store = new InMemoryRelations();
      return new Parts(DeliveryWorld.over(store, store), store);
    }
  }
}
