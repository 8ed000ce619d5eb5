package org.lstmc.cli.command;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.lstmc.cli.Console;
import org.lstmc.cli.Lstmc;
import org.lstmc.cli.report.ModelCard;
import org.lstmc.core.manifest.ManifestJson;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.manifest.StoredModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows what a model is. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Show a model: layers, shapes, sparsity, formats, stored bytes, history.",
    footer = {"", "Examples:", "  lstmc inspect", "  lstmc inspect other.json --format json"})
public final class InspectCommand implements Callable<Integer> {
  @ParentCommand private Lstmc lstmc;
  @Mixin private ModelOption model;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The manifest to show.")
  private java.nio.file.Path file;

  @Override
  public Integer call() {
    StoredModel stored = ManifestStore.read(file != null ? file : model.in(lstmc.session()));
    ModelCard card = ModelCard.of(stored);
    lstmc
        .console()
        .result(
            lstmc.console().format() == Console.Format.json
                ? new String(ManifestJson.bytes(card), StandardCharsets.UTF_8)
                : card.text());
    return 0;
  }
}
