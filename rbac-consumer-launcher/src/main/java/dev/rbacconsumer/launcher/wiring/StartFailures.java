package dev.rbacconsumer.launcher.wiring;

import com.google.inject.CreationException;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Message;
import dev.rbacconsumer.kafka.client.KafkaClientException;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.StartException;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.config.UnusableFileException;
import dev.rbacconsumer.relations.settings.RelationsFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Explains for an operator why the consumer cannot be created. */
final class StartFailures {
  private StartFailures() {}

  static StartException of(Settings settings, CreationException failed) {
    return of(settings, failed, failed.getErrorMessages());
  }

  static StartException of(Settings settings, ProvisionException failed) {
    return of(settings, failed, failed.getErrorMessages());
  }

  static StartException of(KafkaClientException failed) {
    return new StartException(
        failed.isPassing() ? ExitCode.FAILURE : ExitCode.USAGE,
        String.valueOf(failed.getMessage()),
        failed);
  }

  static StartException of(RelationsSettings settings, UnusableFileException failed) {
    String names = RelationsFiles.settings(settings, failed.files());
    return new StartException(ExitCode.USAGE, names + ": " + failed.getMessage(), failed);
  }

  private static StartException of(
      Settings settings, RuntimeException failed, Collection<Message> errors) {
    return errors.stream()
        .flatMap(error -> chain(error.getCause()))
        .flatMap(cause -> known(settings, cause).stream())
        .findFirst()
        .orElseGet(
            () ->
                new StartException(
                    ExitCode.FAILURE,
                    "the modules on the class path do not fit together: "
                        + errors.stream()
                            .map(StartFailures::sentence)
                            .distinct()
                            .collect(Collectors.joining("; ")),
                    failed));
  }

  private static Optional<StartException> known(Settings settings, Throwable cause) {
    if (cause instanceof KafkaClientException client) {
      return Optional.of(of(client));
    }
    return cause instanceof UnusableFileException file
        ? Optional.of(of(settings.relations(), file))
        : Optional.empty();
  }

  /** Returns the first line of an error: the lines below it name the place in the source. */
  private static String sentence(Message error) {
    return error.getMessage().lines().findFirst().orElse("no reason given").strip();
  }

  private static Stream<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable it = thrown; it != null && !chain.contains(it); it = it.getCause()) {
      chain.add(it);
    }
    return chain.stream();
  }
}
