package dev.rbacconsumer.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.MessageTypes;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.LaneRunner;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.time.JitterSource;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Specifies that each part of a {@link Delivery} is replaced alone. */
class DeliveryPartsTest {
  /** Parts that another method name replaces than {@code with} and the name of the part. */
  private static final Map<String, String> NAMES =
      Map.of("MessageTypes", "types", "ConsistencyTokens", "tokens");

  private static final DeliveryRuntime HOST =
      new DeliveryRuntime(
          part(Clock.class),
          part(JitterSource.class),
          () -> {
            throw new AssertionError("no lane begins");
          },
          part(LaneRunner.class));

  private static final Delivery ANY =
      Delivery.of(part(MessageSource.class), RelationSink.none(), FenceAuthority.none(), HOST);

  static Stream<Method> replacements() {
    return Arrays.stream(Delivery.class.getMethods())
        .filter(method -> method.getName().startsWith("with"));
  }

  @ParameterizedTest
  @MethodSource("replacements")
  void aPartIsReplacedAndNoOther(Method replacement) throws ReflectiveOperationException {
    Class<?> type = replacement.getParameterTypes()[0];
    Object other = type == MessageTypes.class ? MessageTypes.of() : part(type);
    Map<String, Object> expected = parts(ANY);
    String what = replacement.getName().substring("with".length());
    String name = what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1);
    expected.put(NAMES.getOrDefault(what, name), other);
    if (name.equals("deadLetters")) {
      expected.put("operatorCopies", other);
    }

    Object changed = replacement.invoke(ANY, other);

    assertThat(parts((Delivery) changed)).isEqualTo(expected);
  }

  @Test
  void theHostIsTheOneThatItWasCreatedWith() {
    assertThat(ANY.host()).isSameAs(HOST);
    assertThat(ANY.withSink(RelationSink.none()).host()).isSameAs(HOST);
  }

  @Test
  void byDefaultMessagesOfTheOutboxAreDecodedAndNoOtherTypes() {
    assertThat(ANY.decoder()).isInstanceOf(OutboxDecoder.class);
    assertThat(ANY.types().isEmpty()).isTrue();
  }

  /** Returns the parts by name: what methods without a parameter return. */
  private static Map<String, Object> parts(Delivery delivery) throws ReflectiveOperationException {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (Method method : Delivery.class.getDeclaredMethods()) {
      if (method.getParameterCount() == 0 && Modifier.isPublic(method.getModifiers())) {
        parts.put(method.getName(), method.invoke(delivery));
      }
    }
    return parts;
  }

  /** Returns a part that no test calls, and that equals itself only. */
  private static <T> T part(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            MessageDecoder.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "nanoTime" -> 0L; // of the clock, which the log reads when it is made
                  case "toString" -> type.getSimpleName();
                  default -> throw new AssertionError("called: " + method);
                }));
  }
}
