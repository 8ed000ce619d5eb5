package org.lstmc.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.lstmc.cli.explore.Exploration;
import org.lstmc.cli.explore.ExplorePage;
import org.lstmc.cli.page.HtmlPage;
import org.lstmc.cli.page.MarkdownPage;
import org.lstmc.cli.page.Page;
import org.lstmc.core.manifest.AtomicFile;

/** What an exploration leaves beside its manifest. */
final class ExploreFiles {
  private ExploreFiles() {}

  /** The folder of finished trials. */
  static Path trials(Path target) {
    return beside(target, ".explore");
  }

  /** The page that a message names. */
  static Path page(Path target) {
    return beside(target, ".explore.md");
  }

  /** Writes the page in both forms. */
  static void write(Path target, Exploration exploration) {
    Page page = ExplorePage.of(exploration);
    write(page(target), MarkdownPage.of(page));
    write(beside(target, ".explore.html"), HtmlPage.of(page));
  }

  private static void write(Path file, String text) {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Path beside(Path target, String ending) {
    return target.resolveSibling(
        target.getFileName().toString().replaceFirst("\\.json$", "") + ending);
  }
}
