package dev.rbacconsumer.launcher.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.rbacconsumer.launcher.docs.Pages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of core's packages, as the table in {@code docs/architecture.md} gives it. */
final class PackageOrderTest {
  private static final String CORE = "dev.rbacconsumer.core.";
  private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.rbacconsumer.core");

  @Test
  void tableNamesEveryPackageOnce() {
    List<String> named = rows().stream().flatMap(List::stream).toList();

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            CLASSES.stream().map(PackageOrderTest::packageOf).distinct().toList());
  }

  @Test
  void noPackageUsesOneBelowIt() {
    assertThat(usesOfLaterRows(rows())).isEmpty();
  }

  @Test
  void aUseOfALaterRowIsFound() {
    List<List<String>> rows = new ArrayList<>(rows());
    Collections.reverse(rows);

    assertThat(usesOfLaterRows(rows))
        .contains("delivery uses internal.lane", "message uses outcome");
  }

  private static SortedSet<String> usesOfLaterRows(List<List<String>> rows) {
    SortedSet<String> uses = new TreeSet<>();
    for (JavaClass user : CLASSES) {
      String from = packageOf(user);
      user.getDirectDependenciesFromSelf().stream()
          .map(it -> it.getTargetClass().getBaseComponentType())
          .filter(it -> it.getPackageName().startsWith(CORE))
          .map(PackageOrderTest::packageOf)
          .filter(to -> rowOf(to, rows) > rowOf(from, rows))
          .forEach(to -> uses.add(from + " uses " + to));
    }
    return uses;
  }

  private static int rowOf(String name, List<List<String>> rows) {
    return IntStream.range(0, rows.size())
        .filter(row -> rows.get(row).contains(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is in no row of the table"));
  }

  private static String packageOf(JavaClass type) {
    return type.getPackageName().substring(CORE.length());
  }

  /** Returns the names of packages in each row of the table. */
  private static List<List<String>> rows() {
    String page = Pages.read(Path.of("docs/architecture.md"));
    String table = page.substring(page.indexOf("| package of core |"));
    return table
        .substring(0, table.indexOf("\n\n"))
        .lines()
        .skip(2)
        .map(row -> row.substring(0, row.indexOf(" | ")))
        .map(cell -> NAME.matcher(cell).results().map(found -> found.group(1)).toList())
        .toList();
  }
}
