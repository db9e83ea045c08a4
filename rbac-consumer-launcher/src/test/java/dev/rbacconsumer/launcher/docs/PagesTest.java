package dev.rbacconsumer.launcher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.launcher.config.SettingsListing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages name is there: other pages, commands, files, metrics and settings. */
final class PagesTest {
  /** What the archive, and so the image, has beside the jars. */
  private static final Path DIST = Pages.ROOT.resolve("rbac-consumer-launcher/src/main/dist");

  private static final Pattern LINK =
      Pattern.compile("\\]\\((?![a-z]+:)([^)#\\s]*)(#[^)\\s]*)?\\)");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\\n]*`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
  private static final Pattern MAKE = Pattern.compile("(?m)^(?:[A-Z_]+=\\S+ )*make ([a-z-]+)");
  private static final Pattern TARGET = Pattern.compile("(?m)^([a-z-]+):.*##");
  private static final Pattern FILE =
      Pattern.compile("(?<![\\w/])(?:deploy|docs|\\.ci)/[\\w./-]+\\w");
  private static final Pattern IN_IMAGE = Pattern.compile("/opt/rbac-consumer/([\\w./-]*\\w)");
  private static final Pattern WORD =
      Pattern.compile("(?:rbac-consumer\\.jar|bin/rbac-consumer) +((?:--)?[a-z]+)");
  private static final Pattern METRIC =
      Pattern.compile("`(rbac_k[a-z_]+|rbac_replication_[a-z_]+)[`{]");
  private static final Pattern SETTING =
      Pattern.compile("`((?:RBAC_KAFKA_CONSUMER|RBAC_KAFKA_CUSTOM|RELATION_API)_[A-Z_]*[A-Z])[`=]");

  static List<Path> pages() {
    return Pages.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) {
    List<String> broken = new ArrayList<>();
    String text = CODE.matcher(Pages.read(page)).replaceAll("");
    for (MatchResult link : LINK.matcher(text).results().toList()) {
      Path target =
          link.group(1).isEmpty()
              ? page
              : Pages.ROOT.relativize(
                  Pages.ROOT.resolve(page).resolveSibling(link.group(1)).normalize());
      boolean there = Files.exists(Pages.ROOT.resolve(target));
      if (!there || (link.group(2) != null && !anchors(target).contains(link.group(2)))) {
        broken.add(link.group());
      }
    }

    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandIsRunOrSaysWhyNot(Path page) {
    assertThat(ShellBlock.of(page.toString(), Pages.read(page))).isNotNull();
  }

  @Test
  void someOfThemAreRunAndSomeAreNot() {
    assertThat(Pages.commands().stream().filter(ShellBlock::isRun)).hasSizeGreaterThan(5);
    assertThat(Pages.commands().stream().filter(it -> !it.isRun())).hasSizeGreaterThan(5);
  }

  @Test
  void everythingThatCommandsNameIsThereWhetherTheyAreRunOrNot() {
    Set<String> targets = all(TARGET, Pages.read(Path.of("Makefile")));
    for (ShellBlock block : Pages.commands()) {
      assertThat(targets).as(block.place()).containsAll(all(MAKE, block.text()));
      FILE.matcher(block.text())
          .results()
          .forEach(it -> assertThat(Pages.ROOT.resolve(it.group())).as(block.place()).exists());
      IN_IMAGE
          .matcher(block.text())
          .results()
          .forEach(it -> assertThat(DIST.resolve(it.group(1))).as(block.place()).exists());
      WORD.matcher(block.text())
          .results()
          .map(it -> it.group(1))
          .forEach(it -> assertThat(help()).as(block.place()).contains(it));
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyRowOfATableHasAsManyCellsAsItsHeader(Path page) {
    assertThat(MarkdownTables.unevenRows(Pages.read(page))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyMetricIsOne(Path page) {
    Set<String> known =
        Arrays.stream(MetricFamily.values())
            .map(MetricFamily::exportName)
            .collect(Collectors.toSet());

    assertThat(known).containsAll(all(METRIC, Pages.read(page)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everySettingIsOne(Path page) {
    String listing = SettingsListing.of(List.of()).json();

    assertThat(all(SETTING, Pages.read(page)))
        .allSatisfy(name -> assertThat(listing).contains("\"name\":\"" + name + "\""));
  }

  private static Set<String> anchors(Path page) {
    return page.toString().endsWith(".md")
        ? HEADING
            .matcher(Pages.read(page))
            .results()
            .map(it -> "#" + anchor(it.group(1)))
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** As a heading is linked to where pages like these are shown. */
  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{IsAlphabetic}\\p{IsDigit} _-]", "")
        .replace(' ', '-');
  }

  private static String help() {
    String sources = "rbac-consumer-launcher/src/main/java/dev/rbacconsumer/launcher/";
    return Stream.of("ConsumerCommand", "ActionVerb", "ActionOptionsMixin", "InspectCommand")
            .map(name -> Pages.read(Path.of(sources + name + ".java")))
            .collect(Collectors.joining())
        + " --version --help";
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(it -> it.group(1)).collect(Collectors.toSet());
  }
}
