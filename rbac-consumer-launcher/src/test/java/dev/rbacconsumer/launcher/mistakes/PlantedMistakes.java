package dev.rbacconsumer.launcher.mistakes;

import java.util.List;

/** Mistakes in code that the simulation does not run, or whose effect it does not see. */
final class PlantedMistakes {
  private static final String KAFKA = "rbac-consumer-kafka-adapter";
  private static final String LAUNCHER = "rbac-consumer-launcher";
  private static final String KAFKA_SOURCES = KAFKA + "/src/main/java/dev/rbacconsumer/kafka/";
  private static final String LAUNCHER_SOURCES =
      LAUNCHER + "/src/main/java/dev/rbacconsumer/launcher/";

  static final List<PlantedMistake> ALL =
      List.of(
          new PlantedMistake(
              "a dead letter that is not acknowledged in time counts as kept",
              KAFKA_SOURCES + "KafkaDeadLetters.java",
              "    } catch (TimeoutException | KafkaException | IllegalStateException thrown) {",
              "    } catch (TimeoutException late) {\n      return Optional.empty();\n"
                  + "    } catch (KafkaException | IllegalStateException thrown) {",
              KAFKA,
              List.of("dev.rbacconsumer.kafka.UnwrittenDeadLettersTest")),
          new PlantedMistake(
              "dead letters are written without waiting for all replicas",
              KAFKA_SOURCES + "KafkaDeadLetters.java",
              "ProducerConfig.ACKS_CONFIG, \"all\"",
              "ProducerConfig.ACKS_CONFIG, \"0\"",
              KAFKA,
              List.of("dev.rbacconsumer.kafka.KafkaPropertiesTest")),
          new PlantedMistake(
              "a commit that the group refuses ends the process",
              KAFKA_SOURCES + "KafkaErrors.java",
              "            || thrown instanceof UnsupportedVersionException",
              "            || thrown instanceof"
                  + " org.apache.kafka.clients.consumer.CommitFailedException\n"
                  + "            || thrown instanceof UnsupportedVersionException",
              KAFKA,
              List.of("dev.rbacconsumer.kafka.KafkaErrorsTest")),
          new PlantedMistake(
              "the process ends with 0 after a failure",
              LAUNCHER_SOURCES + "runtime/GracefulRun.java",
              "      log.error(\"The consumer failed\", thrown);\n      return ExitCode.FAILURE;",
              "      log.error(\"The consumer failed\", thrown);\n      return ExitCode.OK;",
              LAUNCHER,
              List.of("dev.rbacconsumer.launcher.runtime.GracefulRunTest")));

  private PlantedMistakes() {}
}
