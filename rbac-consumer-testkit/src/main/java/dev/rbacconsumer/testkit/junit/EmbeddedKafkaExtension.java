package dev.rbacconsumer.testkit.junit;

import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts the brokers of {@link EmbeddedKafkaTest}, and creates topics. Thread-safe. */
final class EmbeddedKafkaExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(EmbeddedKafkaExtension.class);
  private static final int LONGEST_NAME = 200;
  private static final AtomicInteger TOPICS = new AtomicInteger();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == EmbeddedKafka.class
        || (type == String.class && parameter.isAnnotated(TestTopic.class));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    EmbeddedKafka kafka = broker(context);
    return parameter
        .findAnnotation(TestTopic.class)
        .<Object>map(topic -> create(kafka, topic, context))
        .orElse(kafka);
  }

  private static String create(EmbeddedKafka kafka, TestTopic topic, ExtensionContext context) {
    String test =
        context.getRequiredTestClass().getSimpleName()
            + context.getTestMethod().map(it -> "." + it.getName()).orElse("");
    String readable = test.substring(0, Math.min(test.length(), LONGEST_NAME));
    String name = readable.replaceAll("[^A-Za-z0-9.-]", "-") + "-" + TOPICS.incrementAndGet();
    kafka.createTopic(name, topic.partitions());
    return name;
  }

  /** Returns the broker of a test, which JUnit closes with the store that holds it. */
  private static EmbeddedKafka broker(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    Map<String, String> settings =
        AnnotationSupport.findAnnotation(test, EmbeddedKafkaTest.class)
            .map(it -> settings(it.settings()))
            .orElseGet(Map::of);
    ExtensionContext owner = settings.isEmpty() ? context.getRoot() : ofClass(context);
    return owner
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            settings.toString(), key -> EmbeddedKafka.start(settings), EmbeddedKafka.class);
  }

  /** Returns the context of a test class, which outlives those of its methods. */
  private static ExtensionContext ofClass(ExtensionContext context) {
    ExtensionContext owner = context;
    while (owner.getTestMethod().isPresent()) {
      owner = owner.getParent().orElseThrow();
    }
    return owner;
  }

  private static Map<String, String> settings(String... given) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : given) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new ParameterResolutionException(
            "@EmbeddedKafkaTest: want settings as name=value, got \"" + setting + "\"");
      }
      settings.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return settings;
  }
}
