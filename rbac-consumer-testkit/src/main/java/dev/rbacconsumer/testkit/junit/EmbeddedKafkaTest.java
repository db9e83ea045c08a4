package dev.rbacconsumer.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests a real broker: as parameters of the type {@link
 * dev.rbacconsumer.testkit.kafka.EmbeddedKafka}, and names of new topics as parameters with {@link
 * TestTopic}. All classes without {@link #settings} share one broker, which is closed at the end of
 * the run; a class with settings has one of its own.
 *
 * <pre>{@code
 * @EmbeddedKafkaTest
 * class MyTest {
 *   @Test
 *   void messagesAreApplied(EmbeddedKafka kafka, @TestTopic(partitions = 3) String topic) {
 *     kafka.publish(new PartitionId(topic, 0), "key", "value");
 *   }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EmbeddedKafkaExtension.class)
public @interface EmbeddedKafkaTest {
  /** Returns settings of the broker by Kafka's names, each as {@code name=value}. */
  String[] settings() default {};
}
