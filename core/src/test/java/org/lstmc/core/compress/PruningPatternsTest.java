package org.lstmc.core.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;

class PruningPatternsTest {
  /** Every class below this package that is a pattern, found on disk and not by the list. */
  @Test
  void noPatternIsForgottenInTheList() throws IOException, URISyntaxException {
    Path root =
        Path.of(PruningPattern.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    TreeSet<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root.resolve("org/lstmc/core/compress"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name =
            root.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
        if (!name.endsWith("package-info")) {
          addPattern(name, found);
        }
      }
    }
    assertThat(PruningPatterns.ALL)
        .extracting(p -> p.getClass().getName())
        .containsAll(found)
        .isSubsetOf(found);
    assertThat(found).hasSizeGreaterThanOrEqualTo(4);
  }

  private static void addPattern(String name, TreeSet<String> found) {
    try {
      Class<?> type = Class.forName(name, false, PruningPattern.class.getClassLoader());
      if (PruningPattern.class.isAssignableFrom(type) && !type.isInterface()) {
        found.add(name);
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void namesAreUniqueAndFound() {
    List<String> names = PruningPatterns.ALL.stream().map(PruningPattern::name).toList();
    assertThat(names).doesNotHaveDuplicates();
    assertThat(names.get(0)).isEqualTo("row-balanced");
    assertThat(names).allSatisfy(n -> assertThat(PruningPatterns.byName(n).name()).isEqualTo(n));
    assertThatThrownBy(() -> PruningPatterns.byName("rows"))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("'rows'")
        .hasMessageContaining("bank-balanced, load-balanced, unstructured, hcgs, hcgs-guided");
  }
}
