package dev.rbacconsumer.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name of a new topic, in a test with {@link EmbeddedKafkaTest}. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface TestTopic {
  /** Returns the number of partitions, at least 1. */
  int partitions() default 1;
}
