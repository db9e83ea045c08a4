package dev.rbacconsumer.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.RecordedMessage;
import dev.rbacconsumer.testkit.messages.RecordedMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every input that fuzzing begins with or has ever found, tried again. */
class FuzzCorpusTest {
  private static final Path CORPUS =
      Path.of(System.getProperty("basedir", "")).resolve("src/test/resources/fuzz");

  @TestFactory
  Stream<DynamicTest> bytesOfTheCorpusHaveAnAnswer() throws IOException {
    return corpus("any-bytes", AnyBytesFuzzer::fuzzerTestOneInput);
  }

  @TestFactory
  Stream<DynamicTest> textsOfTheCorpusAreAppliedOrRefused() throws IOException {
    return corpus("any-texts", AnyTextsFuzzer::fuzzerTestOneInput);
  }

  @Test
  void fuzzingBeginsWithEveryRecordedMessageAndEveryBadOne() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (Path file : files("any-bytes")) {
      seeds.add(Files.readAllBytes(file));
    }
    List<byte[]> missing = new ArrayList<>();
    Stream.concat(
            RecordedMessages.all().stream().map(RecordedMessage::value),
            Stream.of(BadMessage.values()).map(bad -> bad.message().value()))
        .filter(Objects::nonNull)
        .filter(value -> seeds.stream().noneMatch(seed -> Arrays.equals(seed, value)))
        .forEach(missing::add);

    if (Boolean.getBoolean("update")) {
      for (byte[] value : missing) {
        Files.write(CORPUS.resolve("any-bytes/" + name(value)), value);
      }
    } else {
      assertThat(missing).as("seeds; write them with -Dupdate").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01000000000001000000000000",
        "0000",
        "01030000",
        "03ffffff",
        "000100000000000000000000010100"
      })
  void decisionsThatEndEarlyStillMakeAMessage(String hex) {
    assertThatCode(() -> AnyTextsFuzzer.fuzzerTestOneInput(HexFormat.of().parseHex(hex)))
        .doesNotThrowAnyException();
  }

  private static Stream<DynamicTest> corpus(String target, Consumer<byte[]> fuzzer)
      throws IOException {
    return files(target).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(), () -> fuzzer.accept(Files.readAllBytes(file))));
  }

  private static List<Path> files(String target) throws IOException {
    try (Stream<Path> files = Files.list(CORPUS.resolve(target))) {
      return files.sorted().toList();
    }
  }

  private static String name(byte[] value) {
    return "seed-%08x".formatted(Arrays.hashCode(value));
  }
}
