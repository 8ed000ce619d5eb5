package org.lstmc.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lstmc.cli.Console;
import org.lstmc.cli.Lstmc;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.export.ExportFolder;
import org.lstmc.core.export.c.CExport;
import org.lstmc.core.export.c.SelfCheck;
import org.lstmc.core.manifest.ManifestJson;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.manifest.StoredModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes a quantized model as C. */
@Command(
    name = "c",
    mixinStandardHelpOptions = true,
    description = "Write a quantized model as C99 that gives the integer datapath's bits.",
    footer = {
      "",
      "The folder holds the model, a runtime, an example program and a Makefile; 'make test' there",
      "compares the program with what lstmc computes. docs/export.md says more.",
      "Examples:",
      "  lstmc export c -o firmware/model",
      "  lstmc export c -m wakeword.json -o wakeword --name wakeword && make -C wakeword test"
    })
public final class ExportCCommand implements Callable<Integer> {
  private static final long SEED = 1;

  @ParentCommand private ExportCommand export;
  @Mixin private ModelOption model;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "Folder to write: absent, empty, or an earlier export, which is replaced.")
  private Path output;

  @Option(
      names = "--name",
      paramLabel = "ID",
      description = "Prefix of all public names (default: made from the network's label).")
  private String name;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of the self-check at most (default: 100).")
  private int steps = 100;

  @Option(
      names = "--data-path",
      paramLabel = "PATH",
      description = "Where the model's data are now, if they have moved (for the self-check).")
  private String dataPath;

  @Override
  public Integer call() {
    if (steps < 1) {
      throw LstmcException.usage("--steps %d: at least 1 is needed", steps);
    }
    Lstmc lstmc = export.lstmc();
    StoredModel stored = ManifestStore.read(model.in(lstmc.session()));
    CExport.requireExportable(stored.model());
    List<Sequence> data = testData(lstmc, stored);
    List<Sequence> check =
        data != null
            ? SelfCheck.firstSteps(data, steps)
            : SelfCheck.random(stored.model().network(), steps, SEED);
    CExport c = CExport.of(stored, name, check, data != null ? "test split" : "random");
    ExportFolder.write(output, c.files());
    lstmc
        .console()
        .result(
            lstmc.console().format() == Console.Format.json
                ? new String(ManifestJson.bytes(c.description()), StandardCharsets.UTF_8)
                : text(c.description()));
    return 0;
  }

  /** The test split; null where the model has no data or they are not here. */
  private List<Sequence> testData(Lstmc lstmc, StoredModel stored) {
    if (stored.model().task() == null || stored.model().quantization() == null) {
      return null;
    }
    try {
      return lstmc.session().dataset(stored, dataPath).test().columns(32);
    } catch (LstmcException e) {
      if (dataPath != null) {
        throw e;
      }
      lstmc.console().info("c: the self-check has made-up inputs: %s", e.getMessage());
      return null;
    }
  }

  private String text(CExport.Description d) {
    String kinds =
        d.flash().entrySet().stream()
            .map(
                (Map.Entry<String, Long> e) ->
                    String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "C: %s, names %s_..., number contract %s (%s)\n"
            + "flash: %,d bytes of tables (%s); code and descriptions come on top, 'make size' tells\n"
            + "RAM: %,d bytes, all in %s_state\n"
            + "self-check: %s steps, %s; make -C %s test\n",
        output,
        d.name(),
        d.contract().get("version"),
        d.contract().get("sha256").substring(0, 12),
        d.flashTableBytes(),
        kinds,
        d.ramBytes(),
        d.name(),
        d.test().get("steps"),
        d.test().get("source"),
        output);
  }
}
