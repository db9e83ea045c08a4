package dev.rbacconsumer.testkit.relations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The probe of the store tells an outage from an answer, in each dialect. */
class StoreProbeTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final RelationsServer server = RelationsServer.builder().start();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void theStoreAnswersAndNothingIsWritten(RelationsDialect dialect) throws Exception {
    try (RelationsChannel channel = open(dialect)) {
      assertThat(answers(channel)).isTrue();
    }
    assertThat(server.tupleTexts()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalIsAnAnswerToo(RelationsDialect dialect) throws Exception {
    server.store().setSchema(StoreSchema.rbac().without("kessel/lock"));
    try (RelationsChannel channel = open(dialect)) {
      assertThat(answers(channel)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBusyStoreDoesNotAnswer(RelationsDialect dialect) throws Exception {
    server.next(1, new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "starting"));
    try (RelationsChannel channel = open(dialect)) {
      assertThat(answers(channel)).isFalse();
      assertThat(answers(channel)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStoreThatHangsDoesNotAnswer(RelationsDialect dialect) throws Exception {
    server.next(1, new ServerFault.Hang());
    try (RelationsChannel channel = open(dialect)) {
      assertThat(answers(channel)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void itAnswersSoonAfterItWasDown(RelationsDialect dialect) throws Exception {
    try (RelationsChannel channel = open(dialect)) {
      server.stop();
      assertThat(answers(channel)).isFalse();
      server.start();

      assertThat(Eventually.get(() -> isAnswering(channel), it -> it, LONG)).isTrue();
    }
  }

  private RelationsChannel open(RelationsDialect dialect) {
    return RelationsChannel.open(PatientSettings.of(server.target()).dialect(dialect).build());
  }

  private static boolean isAnswering(RelationsChannel channel) {
    try {
      return answers(channel);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static boolean answers(RelationsChannel channel) throws InterruptedException {
    return new GrpcRelationSink(channel).probe().orElseThrow().answers(Duration.ofSeconds(1));
  }
}
