package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lstmc.core.export.SafetensorsExport;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.manifest.StoredModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes the float network's tensors in one safetensors file. */
@Command(
    name = "safetensors",
    mixinStandardHelpOptions = true,
    description = "Write the float network's tensors with PyTorch's names.",
    footer = {
      "",
      "With PyTorch's names, torch.nn.LSTM, torch.nn.GRU or, of a feed-forward network, a",
      "torch.nn.Sequential of its layers load the file as it is. Examples:",
      "  lstmc export safetensors -o model.safetensors",
      "  lstmc export safetensors -o model.safetensors --names lstmc"
    })
public final class ExportSafetensorsCommand implements Callable<Integer> {
  @ParentCommand private ExportCommand export;
  @Mixin private ModelOption model;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "File to write.")
  private Path output;

  @Option(
      names = "--names",
      paramLabel = "NAMES",
      description = "Whose names the tensors have: ${COMPLETION-CANDIDATES} (default: pytorch).")
  private SafetensorsExport.Names names = SafetensorsExport.Names.pytorch;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description =
          "Before PyTorch's names of the layers: the module's name and a point (default: rnn. of"
              + " recurrent layers, nothing of a feed-forward network); '' for a file that"
              + " torch.nn.LSTM itself loads.")
  private String prefix;

  @Override
  public Integer call() {
    StoredModel stored = ManifestStore.read(model.in(export.lstmc().session()));
    SafetensorsExport.write(output, stored, names, prefix);
    return ExportedFile.of("safetensors", output, stored)
        .show(export.lstmc().console(), stored.model().quantization() != null);
  }
}
