package org.lstmc.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lstmc.cli.Lstmc;
import org.lstmc.cli.page.HtmlPage;
import org.lstmc.cli.reproduce.PowerPage;
import org.lstmc.cli.reproduce.PowerText;
import org.lstmc.cli.reproduce.ReproducePage;
import org.lstmc.cli.reproduce.ReproduceText;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.AtomicFile;
import org.lstmc.hwsim.published.PublishedSystems;
import org.lstmc.hwsim.published.Reproduction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Holds the published figures against the simulator. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = "Print published figures beside those of the simulated designs.",
    footer = {
      "",
      "For each figure: published, ours, difference, where it is printed, what we believe makes the",
      "difference, and the origin of every constant. Needs no model.",
      "Examples:",
      "  lstmc reproduce",
      "  lstmc reproduce c-lstm hcgs --format md",
      "  lstmc reproduce --html reproduce.html",
      "  lstmc reproduce --power"
    })
public final class ReproduceCommand implements Callable<Integer> {
  @ParentCommand private Lstmc lstmc;

  @Parameters(
      arity = "0..*",
      paramLabel = "SYSTEM",
      description = "Systems to show (default: all): ${COMPLETION-CANDIDATES}.",
      completionCandidates = Names.class)
  private List<String> systems = new ArrayList<>();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the whole page to a file that needs no network.")
  private Path html;

  @Option(
      names = "--power",
      description =
          "Print the power models alone: rows, which of them calibrate, predictions without each.")
  private boolean power;

  @Override
  public Integer call() {
    if (power) {
      return powerModels();
    }
    List<String> names =
        systems.isEmpty() ? PublishedSystems.NAMES : systems.stream().distinct().toList();
    Reproduction all = Reproduction.of(names);
    if (html != null) {
      AtomicFile.write(html, HtmlPage.of(ReproducePage.of(all)).getBytes(StandardCharsets.UTF_8));
    }
    lstmc.console().result(ReproduceText.of(all, lstmc.console().format()));
    return 0;
  }

  private int powerModels() {
    if (!systems.isEmpty()) {
      throw LstmcException.usage(
          "--power shows the models of all systems together; found also %s: leave it out, or --power",
          String.join(" ", systems));
    }
    if (html != null) {
      AtomicFile.write(html, HtmlPage.of(PowerPage.page()).getBytes(StandardCharsets.UTF_8));
    }
    lstmc.console().result(PowerText.of(lstmc.console().format()));
    return 0;
  }

  /** Names of systems, for help and completion. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Names() {
      super(PublishedSystems.NAMES);
    }
  }
}
